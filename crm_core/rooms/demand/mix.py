"""Who is on the books in each month, and how the mix of customers has moved in a year."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from crm_core.rooms.demand.drift import drift

COLUMNS = ["mix", "psi", "chance", "groups", "before", "after", "moved", "moved_share"]


def mix_of(groups: pd.DataFrame) -> pd.DataFrame:
    """The drift of each mix. `groups` has `mix`, `name`, `before`, `after`: customers of each group a year ago and now.

    `moved` is the group whose share changed most, `moved_share` by how much of the whole.
    """
    rows = []
    for mix, part in groups.groupby("mix", sort=False):
        if part["before"].sum() <= 0 or part["after"].sum() <= 0:
            continue
        found = drift(part["before"].tolist(), part["after"].tolist())
        moved = part["after"] / part["after"].sum() - part["before"] / part["before"].sum()
        most = moved.abs().idxmax()
        rows.append((mix, found.psi, found.chance, found.groups, found.before, found.after,
                     part.loc[most, "name"], float(moved[most])))
    return pd.DataFrame(rows, columns=COLUMNS)


def on_the_books(people: pd.DataFrame, months: pd.Series) -> pd.DataFrame:
    """region_id, customer_type, month, joined, customers for each of `months`: who came in it and who was there in it.

    `people` counts by month those who `joined` and those `gone`; whoever leaves in a month is still there in it.
    """
    calendar = pd.date_range(min(people["month"].min(), months.min()), months.max(), freq="MS")
    wide = people.pivot_table(index=["region_id", "customer_type"], columns="month", values=["joined", "gone"],
                              aggfunc="sum", fill_value=0)
    joined, gone = (wide[side].reindex(columns=calendar, fill_value=0) for side in ("joined", "gone"))
    there = joined.cumsum(axis=1) - gone.cumsum(axis=1).shift(1, axis=1, fill_value=0)
    table = pd.DataFrame({"joined": joined.stack(), "customers": there.stack()})
    table.index = table.index.set_names(["region_id", "customer_type", "month"])
    return table.reset_index().loc[lambda rows: rows["month"].isin(months)]


def groups_of(people: pd.DataFrame, held: pd.DataFrame, names: Mapping[str, Mapping[str, str]],
              months: pd.Series) -> pd.DataFrame:
    """mix, name, before, after: customers by region and type (`people`) and products held (`held`), in the last of
    `months` and a year before it. Empty when the book does not reach back a year."""
    last, before = months.iloc[-1], months.iloc[-1] - pd.DateOffset(years=1)
    if before not in set(months):
        return pd.DataFrame(columns=["mix", "name", "before", "after"])
    tables = []
    for mix, column, rows in (("region", "region_id", people), ("product", "product_id", held),
                              ("customer type", "customer_type", people)):
        there = rows[rows["month"].isin([before, last])]
        wide = there.pivot_table(index=column, columns="month", values="customers", aggfunc="sum", fill_value=0)
        wide = wide.reindex(columns=[before, last], fill_value=0)
        known = names.get(mix.replace(" ", "_"), {})
        tables.append(pd.DataFrame({
            "mix": mix, "name": [known.get(each, each) for each in wide.index],
            "before": wide[before].to_numpy(dtype=float), "after": wide[last].to_numpy(dtype=float),
        }))
    return pd.concat(tables, ignore_index=True)
