// A chart has no size of its own that a style could scale, and the colours of the theme: before printing it is given
// both, afterwards it is as it was. `paper` maps colours of the dark theme to those of the light one.
(() => {
  if (window.clientelaPrints) return;
  window.clientelaPrints = true;
  const undo = [];
  const change = (element, name, value) => {
    const before = element.getAttribute(name);
    undo.push(() => before === null ? element.removeAttribute(name) : element.setAttribute(name, before));
    element.setAttribute(name, value);
  };
  const restore = () => { while (undo.length) undo.pop()(); };
  const scale = () => {
    for (const picture of document.querySelectorAll("[data-testid=stPlotlyChart] .main-svg")) {
      const [width, height] = [picture.getAttribute("width"), picture.getAttribute("height")];
      if (!width || picture.hasAttribute("viewBox")) continue;
      change(picture, "viewBox", `0 0 ${width} ${height}`);
      const holder = picture.closest(".svg-container");
      if (!holder.style.getPropertyValue("--drawn"))
        change(holder, "style", `${holder.getAttribute("style") ?? ""}; --drawn: ${width}px`);
    }
  };
  const recolour = () => {
    const app = document.querySelector("[data-testid=stApp]");
    if (getComputedStyle(app).color !== paper.darkInk) return;  // the background may be that of paper already
    change(document.documentElement, "class", `${document.documentElement.className} prints-from-dark`);
    for (const element of document.querySelectorAll("[data-testid=stPlotlyChart] svg [style]")) {
      const style = element.getAttribute("style");
      const light = style.replace(/(?<=rgba?\()\d+, \d+, \d+/g, parts => paper.colours[parts] ?? parts)
        .replace(/#[0-9a-f]{6}\b/gi, hex => {
          const parts = [1, 3, 5].map(place => parseInt(hex.slice(place, place + 2), 16)).join(", ");
          return parts in paper.colours ? `rgb(${paper.colours[parts]})` : hex;
        });
      if (light !== style) change(element, "style", light);
    }
  };
  addEventListener("beforeprint", () => { restore(); scale(); recolour(); });
  addEventListener("afterprint", restore);
})();
