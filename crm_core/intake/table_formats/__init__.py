"""Tables that keep their versions in folders of Parquet files: Delta and Iceberg are read as they are now, Hudi is not.

Delta, Iceberg and Hudi leave the rows of earlier versions in files beside those that count now, and a list beside them
says which those are. Read file by file, what was deleted or corrected would be back, and nothing would tell.
"""

from crm_core.intake.table_formats.copying import written
from crm_core.intake.table_formats.current import current_version
from crm_core.intake.table_formats.loose_files import MARK_OF_ICEBERG, is_named_as_a_part, part_of_iceberg
from crm_core.intake.table_formats.marks import is_versioned, refuse_in_a_store, refuse_packed, refuse_partitions
from crm_core.intake.table_formats.version import CurrentVersion

__all__ = ["MARK_OF_ICEBERG", "CurrentVersion", "current_version", "is_named_as_a_part", "is_versioned",
           "part_of_iceberg", "refuse_in_a_store", "refuse_packed", "refuse_partitions", "written"]
