// Makes the drawn charts interactive: each is drawn again from its specification, as wide as its place, with
// tooltips. Without this script, or without vega, the drawings of the page stay.

(() => {
  if (!window.vega || !window.vegaLite) return;

  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.hidden = true;
  document.body.append(tip);

  function showTip(_handler, event, _item, value) {
    tip.hidden = value === null || value === undefined || value === '';
    if (tip.hidden) return;
    tip.replaceChildren();
    for (const [name, text] of Object.entries(value)) {
      if (text === 'null' || text === '') continue;
      const row = document.createElement('div');
      const label = document.createElement('span');
      label.textContent = name;
      row.append(label, ` ${text}`);
      tip.append(row);
    }
    const margin = 12;
    const left = Math.min(event.clientX + margin, window.innerWidth - tip.offsetWidth - margin);
    const below = event.clientY + margin + tip.offsetHeight < window.innerHeight;
    tip.style.left = `${Math.max(margin, left)}px`;
    tip.style.top = `${below ? event.clientY + margin : event.clientY - tip.offsetHeight - margin}px`;
  }

  // vega-lite warns of a fit that a chart with a fixed step height does not need.
  const logger = vega.logger(vega.Error);

  async function draw(place, spec) {
    const width = Math.floor(place.clientWidth);
    // Nothing to draw in: the chart sits in something closed, or the page is being printed.
    if (width < 60) return;
    // Never wider than it was designed; the axes are part of the width.
    const sized = {
      ...spec,
      width: Math.min(width, spec.width + 70),
      autosize: { type: 'fit-x', contains: 'padding' },
    };
    const view = new vega.View(vega.parse(vegaLite.compile(sized, { logger }).spec), { renderer: 'svg', hover: true });
    view.tooltip(showTip);
    const fresh = document.createElement('div');
    view.initialize(fresh);
    await view.runAsync();
    for (const svg of fresh.querySelectorAll('svg')) svg.setAttribute('aria-hidden', 'true');
    place.view?.finalize();
    place.view = view;
    place.replaceChildren(fresh);
  }

  // The rows of data sets that stand in the page by columns; see packed.ts.
  function rows(packed) {
    const columns = Object.entries(packed).map(([name, column]) => [
      name,
      Array.isArray(column) ? column : column.at.map((place) => column.of[place]),
    ]);
    return columns[0][1].map((_, i) => Object.fromEntries(columns.map(([name, values]) => [name, values[i]])));
  }

  function unpacked(key, value) {
    return key === 'data' && value.packed ? { values: rows(value.packed) } : value;
  }

  // Read and drawn when they come near the window, and drawn again when their width changes.
  const specs = new Map();
  function specOf(place) {
    const text = place.parentElement.querySelector('.chart-spec').textContent;
    if (!specs.has(place)) specs.set(place, JSON.parse(text, unpacked));
    return specs.get(place);
  }
  const widths = new Map();
  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const width = Math.floor(target.clientWidth);
      if (widths.get(target) === width) continue;
      widths.set(target, width);
      draw(target, specOf(target)).catch((error) => console.error(error));
    }
  });
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        seen.unobserve(target);
        resized.observe(target);
      }
    },
    { rootMargin: '400px' },
  );
  for (const place of document.querySelectorAll('.chart')) seen.observe(place);
})();
