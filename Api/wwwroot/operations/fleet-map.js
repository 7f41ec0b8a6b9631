/** How often the fleet is read, in milliseconds. */
const every = 5000;

/** The most that the map is high, and the sizes of a cell, in pixels. */
const highest = 360, highestOnPhone = 560, phone = 600, largest = 20, smallest = 3;
const tile = 165, head = 18, gap = 10;

const Health = { bad: 0, warn: 1, good: 2, idle: 3 };

/** How a group does: see the legend of the page. */
function healthOf(map, at) {
  const failing = map.failing[at];
  if (failing * 10 >= map.terminals[at] && failing > 0)
    return Health.bad;
  if (failing + map.slow[at] + map.silent[at] > 0)
    return Health.warn;
  return map.active[at] > 0 ? Health.good : Health.idle;
}

/** The groups of each acquirer, in their order. */
function tilesOf(map) {
  const tiles = [];
  for (let at = 0; at < map.acquirer.length; at++) {
    if (tiles.at(-1)?.acquirer !== map.acquirer[at])
      tiles.push({ acquirer: map.acquirer[at], cells: [] });
    tiles.at(-1).cells.push(at);
  }
  return tiles;
}

/** Gives each tile its place: with cells as large as fit, and then in as many columns as fit; where nothing fits, as low as it gets. */
function arrange(tiles, width) {
  const most = Math.max(1, Math.min(tiles.length, Math.floor(width / tile)));
  let lowest = null;
  for (let size = largest; size >= smallest; size--)
    for (let columns = most; columns > 0; columns--) {
      const plan = planOf(tiles, width, columns, size);
      if (plan.height <= (width < phone ? highestOnPhone : highest))
        return put(tiles, plan);
      if (size === smallest && !(lowest?.height <= plan.height))
        lowest = plan;
    }
  return put(tiles, lowest);
}

/** How high it becomes with so many columns and cells of this size. */
function planOf(tiles, width, columns, size) {
  const across = (width - gap * (columns - 1)) / columns;
  const perRow = Math.max(1, Math.floor(across / size));
  let height = 0;
  for (let first = 0; first < tiles.length; first += columns)
    height += head + Math.ceil(Math.max(...tiles.slice(first, first + columns).map(tile => tile.cells.length)) / perRow) * size + gap;
  return { size, columns, across, perRow, height };
}

/** Puts the tiles where the plan has them. */
function put(tiles, plan) {
  let y = 0;
  for (let first = 0; first < tiles.length; first += plan.columns) {
    const row = tiles.slice(first, first + plan.columns);
    row.forEach((tile, column) => Object.assign(tile, { x: column * (plan.across + gap), y }));
    y += head + Math.ceil(Math.max(...row.map(tile => tile.cells.length)) / plan.perRow) * plan.size + gap;
  }
  return plan;
}

/** The colours of the page as they are now. */
function coloursOf(canvas) {
  const probe = document.createElement('span');
  canvas.parentElement.append(probe);
  const read = name => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = { cells: ['--bad', '--warn', '--cell', '--idle'].map(read), panel: read('--panel'), text: read('--text') };
  probe.remove();
  return colours;
}

class FleetMap {
  #canvas; #texts; #map = null; #tiles = []; #plan = null; #places = []; #picture = document.createElement('canvas'); #isCurrent = false; #cursor = -1; #frame = 0; #etag = ''; #stopped = false;
  #leaving = new AbortController();
  #watch = [];

  constructor(canvas, texts) {
    this.#canvas = canvas;
    this.#texts = texts;
    const options = { signal: this.#leaving.signal };
    canvas.addEventListener('pointermove', event => this.#point(this.#at(event.offsetX, event.offsetY)), options);
    canvas.addEventListener('pointerleave', () => this.#point(-1), options);
    canvas.addEventListener('click', event => this.#open(this.#at(event.offsetX, event.offsetY)), options);
    canvas.addEventListener('keydown', event => this.#key(event), options);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#redraw(), options);
    const size = new ResizeObserver(() => this.#arrange());
    size.observe(canvas.parentElement);
    const theme = new MutationObserver(() => this.#redraw());
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    this.#watch = [size, theme];
    this.#read();
  }

  stop() {
    this.#stopped = true;
    this.#leaving.abort();
    this.#watch.forEach(watch => watch.disconnect());
    cancelAnimationFrame(this.#frame);
  }

  async #read() {
    while (!this.#stopped) {
      if (!document.hidden)
        await this.#look();
      await new Promise(done => setTimeout(done, every));
    }
  }

  async #look() {
    try {
      const answer = await fetch('/v1/fleet/map?by=merchant&form=columns', { cache: 'no-cache', signal: this.#leaving.signal });
      if (!answer.ok)
        throw new Error(`${answer.status}`);
      const etag = answer.headers.get('ETag');
      if (etag && etag === this.#etag)
        return;
      this.#etag = etag;
      this.#map = await answer.json();
      this.#tiles = tilesOf(this.#map);
      this.#cursor = Math.min(this.#cursor, this.#map.acquirer.length - 1);
      this.#arrange();
    } catch {
      if (!this.#stopped)
        this.#say(this.#texts.gone);
    }
  }

  #arrange() {
    const width = Math.floor(this.#canvas.clientWidth);
    if (!this.#map || width === 0)
      return;
    this.#plan = arrange(this.#tiles, width);
    this.#places = [];
    for (const tile of this.#tiles)
      tile.cells.forEach((at, place) => this.#places[at] = {
        x: tile.x + place % this.#plan.perRow * this.#plan.size, y: tile.y + head + Math.floor(place / this.#plan.perRow) * this.#plan.size,
      });
    this.#canvas.style.height = `${this.#plan.height}px`;
    this.#picture.width = this.#canvas.width = width * devicePixelRatio;
    this.#picture.height = this.#canvas.height = this.#plan.height * devicePixelRatio;
    this.#redraw();
  }

  /** Draws all cells anew. */
  #redraw() {
    this.#isCurrent = false;
    this.#draw();
  }

  #draw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#paint());
  }

  #paint() {
    if (!this.#plan)
      return;
    if (!this.#isCurrent)
      this.#paintCells();
    this.#isCurrent = true;
    const pen = this.#canvas.getContext('2d');
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    pen.drawImage(this.#picture, 0, 0);
    this.#paintCursor(pen);
  }

  #paintCursor(pen) {
    const place = this.#places[this.#cursor];
    if (!place)
      return;
    const size = this.#plan.size;
    pen.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    pen.strokeStyle = getComputedStyle(this.#canvas).color;
    pen.lineWidth = 2;
    pen.strokeRect(place.x - 1, place.y - 1, size + 1, size + 1);
  }

  // A picture that the cursor is then drawn on: of a large fleet it takes longer than a frame.
  #paintCells() {
    const { size } = this.#plan;
    const colours = coloursOf(this.#canvas);
    const pen = this.#picture.getContext('2d');
    pen.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    pen.clearRect(0, 0, this.#picture.width, this.#picture.height);
    pen.font = `12px ${getComputedStyle(this.#canvas).fontFamily}`;
    for (const tile of this.#tiles) {
      pen.fillStyle = colours.text;
      pen.fillText(tile.acquirer, tile.x, tile.y + 12, this.#plan.across);
    }
    this.#places.forEach(({ x, y }, at) => this.#cell(pen, colours, at, x, y, size));
  }

  #cell(pen, colours, at, x, y, size) {
    const inner = size > 5 ? size - 2 : size - 1;
    const health = healthOf(this.#map, at);
    pen.fillStyle = pen.strokeStyle = colours.cells[health];
    if (health === Health.idle)
      pen.strokeRect(x + .5, y + .5, inner - 1, inner - 1);
    else
      pen.fillRect(x, y, inner, inner);
    pen.strokeStyle = pen.fillStyle = colours.panel;
    pen.beginPath();
    if (health === Health.bad && size > 5) {
      pen.moveTo(x + 2, y + 2);
      pen.lineTo(x + inner - 2, y + inner - 2);
      pen.moveTo(x + inner - 2, y + 2);
      pen.lineTo(x + 2, y + inner - 2);
      pen.lineWidth = size > 10 ? 2 : 1;
      pen.stroke();
      pen.lineWidth = 1;
    } else if (health === Health.warn && size > 5) {
      pen.moveTo(x, y);
      pen.lineTo(x + inner / 2, y);
      pen.lineTo(x, y + inner / 2);
      pen.fill();
    }
  }

  /** The group at a place of the canvas, or -1. */
  #at(x, y) {
    const { size, across, perRow } = this.#plan ?? {};
    for (const tile of size ? this.#tiles : []) {
      const [column, row] = [Math.floor((x - tile.x) / size), Math.floor((y - tile.y - head) / size)];
      if (x >= tile.x && x < tile.x + across && column < perRow && row >= 0)
        if (tile.cells[row * perRow + column] !== undefined)
          return tile.cells[row * perRow + column];
    }
    return -1;
  }

  #point(at) {
    if (at === this.#cursor)
      return;
    this.#cursor = at;
    this.#draw();
    this.#say(at < 0 ? this.#texts.help : this.#tell(at));
  }

  #tell(at) {
    const map = this.#map, texts = this.#texts;
    const counts = ['failing', 'slow', 'silent'].filter(name => map[name][at] > 0).map(name => `${texts[name]} ${map[name][at].toLocaleString('en')}`);
    return [`${map.acquirer[at]} / ${map.merchant[at] ?? texts.rest}`, `${texts.terminals} ${map.terminals[at].toLocaleString('en')}`, ...counts].join(' · ');
  }

  #say(text) {
    const note = document.getElementById(this.#canvas.getAttribute('aria-describedby'));
    if (note && note.textContent !== text)
      note.textContent = text;
  }

  #key(event) {
    const perRow = this.#plan?.perRow ?? 1;
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: perRow, ArrowUp: -perRow }[event.key];
    if (event.key === 'Enter')
      this.#open(this.#cursor);
    else if (step && this.#map)
      this.#point(Math.max(0, Math.min(this.#map.acquirer.length - 1, this.#cursor + step)));
    else
      return;
    event.preventDefault();
  }

  #open(at) {
    if (at < 0)
      return;
    const acquirer = encodeURIComponent(this.#map.acquirer[at]), merchant = this.#map.merchant[at];
    Blazor.navigateTo(`/acquirers/${acquirer}${merchant === null ? '' : `/merchants/${encodeURIComponent(merchant)}`}`);
  }
}

/** Draws the fleet on a canvas and keeps it up to date until it is stopped. */
export const open = (canvas, texts) => new FleetMap(canvas, texts);
