// The map of the heap: what of it is seen, and what is done with it. The pixels are the core's, painted into its memory and
// put on the canvas from there; what stands on them is drawn in overlay.ts. Asks for a frame only where something changed.

import { html, noChange, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { type Heap } from '../core.ts';
import { HeapMap, type MapColours, mapColours } from './painted.ts';
import { type DiagramOptions } from '../diagrams/options.ts';
import { diagramStyles } from '../diagrams/styles.ts';
import { baseStyle, controlsStyle } from '../elements/controls-style.ts';
import { PmElement } from '../elements/pm-element.ts';
import { bytes, hex } from '../format.ts';
import { type Place } from '../generated/Place.ts';
import { type Messages, tellPlace } from '../locales/messages.ts';
import { type Session } from '../store.ts';
import {
  addressOf,
  arenaBox,
  around,
  between,
  type Box,
  type Camera,
  cameraOn,
  columnsFor,
  kept,
  onScreen,
  panned,
  type Plane,
  type Point,
  poolBox,
  rowsOf,
  type Size,
  type Spot,
  spotAt,
  spotOf,
  wholeHeap,
  zoomed,
} from './geometry.ts';
import { followGestures } from './gestures.ts';
import { heldArenas } from './held.ts';
import { AGES, ageWord, mapLegend } from './legend.ts';
import { type Colours, drawOverlay, poolsInSight, READABLE_BYTE, type ReadPool, type Ring } from './overlay.ts';
import { paletteOf } from './palette.ts';
import { type PmMapTree } from './pm-map-tree.ts';
import { mapStyle } from './style.ts';
import { addressOfRow, MapTree, type Row } from './tree.ts';

/** What a button zooms by. */
const STEP = 1.6;
/** How long the way to another place takes, in milliseconds. */
const WAY_MS = 320;
/** So long after the last movement the picture is as sharp as the screen. */
const SHARP_MS = 140;
/** Pools that are read close up are kept, as many. */
const MOST_READ = 64;
const FEW_HELD = 10;

/**
 * Every block of every arena.
 *
 * @tagname pm-heap-map
 */
export class PmHeapMap extends PmElement {
  static override readonly properties = {
    session: { attribute: false },
    options: { attribute: false },
    visible: { attribute: false },
    by: { state: true },
    shown: { state: true },
  };
  static override readonly styles = [baseStyle, controlsStyle, diagramStyles, mapStyle];

  declare session: Session | undefined;
  declare options: DiagramOptions | undefined;
  /** Whether somebody can see it: what nobody sees is not read. */
  declare visible: boolean;
  declare by: MapColours;
  /** How many nearly empty arenas are listed. */
  declare shown: number;

  #heap: Heap | undefined;
  #map: HeapMap | undefined;
  #plane: Plane | undefined;
  #camera: Camera | undefined;
  #tree: MapTree | undefined;
  #size: Size = { width: 0, height: 0 };
  /** What the map was read for: another state of the heap has another. */
  #readFor = '';
  #agedFor = '';
  /** Another one whenever ages were read. */
  #tellsAges: PmMapTree['ageOf'];
  #read = new Map<number, ReadPool>();
  /** The words that what was read has. */
  #words: Messages | undefined;
  #cursor: Row | undefined;
  /** The theme's, as the map has them too; read when something is painted. */
  #colours: Colours | undefined;
  #painted: Uint32Array | undefined;
  #frame = 0;
  #sharp: ReturnType<typeof setTimeout> | undefined;
  #isMoving = false;
  /** Whether one is closer than the whole heap. */
  #isClose = false;
  #way: { from: Camera; to: Camera; began: number } | undefined;
  #connected: AbortController | undefined;
  readonly #sized = new ResizeObserver(() => {
    this.#measure();
  });

  constructor() {
    super();
    this.visible = true;
    this.by = 'state';
    this.shown = FEW_HELD;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#connected = new AbortController();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connected?.abort();
    this.#sized.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    clearTimeout(this.#sharp);
    this.#isMoving = false;
    this.#way = undefined;
    this.#map?.free();
    this.#map = undefined;
    this.#readFor = '';
    this.#surface = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('by')) this.#agedFor = '';
    if (this.messages !== this.#words) this.#forgetWords();
    if (this.visible) this.#look();
  }

  override render(): TemplateResult | typeof nothing {
    const { session, options, messages } = this;
    if (session === undefined || options === undefined) return nothing;
    const words = messages.heapMap;
    if (this.#plane === undefined) return nothing;
    if (this.#plane.shape.slots === 0) return html`<p class="note">${messages.arenasView.nothingYet}</p>`;
    return html`${this.#tools()}
      <div class="map" role="img" aria-label=${this.#label(options)}>
        <canvas class="pixels"></canvas><canvas class="names"></canvas>
        <div class="tip" hidden></div><span class="probe" aria-hidden="true" @transitionrun=${this.#onTheme}></span>
      </div>
      <p class="note" data-tool>${words.hint}</p>
      ${mapLegend(this.by, options.edition, session.read((heap) => heap.keepsHistory) ?? true, messages)}
      <div class="ways" data-tool>
        <section aria-labelledby="tree-title">
          <h3 id="tree-title">${words.tree.title}</h3>
          <pm-map-tree .tree=${this.#tree} .chosen=${options.selected.address}
            .ageOf=${this.by === 'age' ? this.#tellsAges : undefined} @map-row=${this.#onRow} @map-choose=${this.#onChoose}></pm-map-tree>
          <p class="note">${words.tree.keys}</p>
        </section>
        ${this.#held(session)}
      </div>`;
  }

  override updated(changed: PropertyValues): void {
    this.#listen();
    if (changed.has('options')) this.#colours = undefined;
    this.#draw();
  }

  #label({ edition }: DiagramOptions): string {
    const { label, colours } = this.messages.heapMap;
    const arenas = this.#plane?.firstPools.filter((at) => at > 0).length ?? 0;
    return label({ arenas, size: bytes(edition.arenaSize), colours: colours[this.by] });
  }

  #tools(): TemplateResult {
    const words = this.messages.heapMap;
    const button = (label: string, sign: string, work: () => void): TemplateResult =>
      html`<button type="button" aria-label=${label} title=${label} @click=${work}><span class="sign" aria-hidden="true">${sign}</span></button>`;
    const zoom = (factor: number) => () => {
      this.#zoomTo(factor);
    };
    return html`<div class="tools" role="group" aria-label=${words.tools} data-tool>
      ${button(words.zoomOut, '−', zoom(1 / STEP ** 2))} ${button(words.zoomIn, '+', zoom(STEP ** 2))}
      <button type="button" @click=${() => {
        this.#showAll();
      }}>${words.whole}</button>
      <button type="button" ?disabled=${this.#chosenBoxes().length === 0} @click=${() => {
        this.#goToBoxes(this.#chosenBoxes());
      }}>${words.chosen}</button>
      <label>${words.colourBy}
        <select @change=${this.#onColours}>
          ${mapColours.map((by) => html`<option value=${by} ?selected=${by === this.by}>${words.colours[by]}</option>`)}
        </select></label>
    </div>`;
  }

  #held(session: Session): unknown {
    // Out of sight the map is of an older state, perhaps of a heap that went down with its core.
    if (!this.visible) return noChange;
    const map = this.#map;
    if (map === undefined) return nothing;
    return session.read((heap) => {
      const held = map.heldArenas(heap, this.shown);
      return heldArenas({
        held,
        heap,
        messages: this.messages,
        onArena: (index) => {
          this.#goToArena(index);
        },
        onBlock: (address) => {
          this.#goToBlock(address);
        },
        onMore:
          held.total > held.arenas.length
            ? () => {
                this.shown += FEW_HELD;
              }
            : undefined,
      });
    });
  }

  // What there is

  #forgetWords(): void {
    this.#words = this.messages;
    this.#read.clear();
    this.#tell(undefined);
  }

  /** Reads the heap anew where it is another, or was changed. */
  #look(): void {
    const { session, options } = this;
    if (session === undefined || options === undefined) return;
    const { place, forks } = session;
    const key = `${place.operation} ${place.mark ?? ''} ${forks}`;
    const isOther = session.heap !== this.#heap;
    if (!isOther && key === this.#readFor) return;
    session.read((heap) => {
      this.#survey(heap, isOther);
      // Not before: a small core has no map, and the whole one has it a little later.
      this.#readFor = key;
      this.#heap = heap;
      this.#agedFor = '';
      this.#read.clear();
      this.#tell(undefined);
      this.#tree = new MapTree((decode) => this.#readMapped(decode));
      this.#cursor = undefined;
      this.#lay(options, isOther);
    });
  }

  /** Reads the heap that the map is of, where that is still the one that is shown: another may have gone down with its core. */
  #readMapped<T>(decode: (heap: Heap) => T): T | undefined {
    return this.session?.read((heap) => (heap === this.#heap ? decode(heap) : undefined));
  }

  /** Another heap may be in another core, or in a fresh instance of one that broke. */
  #survey(heap: Heap, isOther: boolean): void {
    if (this.#map !== undefined && !isOther) {
      this.#map.survey(heap);
      return;
    }
    this.#map?.free();
    this.#map = undefined;
    this.#map = new HeapMap(heap);
    this.#colours = undefined;
  }

  /** Lays the plane out for what is there and for the room that there is. */
  #lay({ edition }: DiagramOptions, isOther: boolean): void {
    const map = this.#map;
    if (map === undefined) return;
    const shape = map.shape();
    const size = this.#size.width > 0 ? this.#size : { width: 4, height: 3 };
    const columns = columnsFor(shape.slots, size);
    const { poolSize, poolsInArena } = edition;
    const before = this.#plane;
    this.#plane = { shape, firstPools: map.firstPools(), poolSize, poolsInArena, columns };
    const isSame = before?.columns === columns && before.shape.slots === shape.slots && !isOther;
    if (!isSame && !this.#isClose) this.#camera = undefined;
    if (isOther) {
      this.#camera = undefined;
      this.#isClose = false;
    }
  }

  #age(heap: Heap): void {
    if (this.by !== 'age' || this.#agedFor === this.#readFor) return;
    this.#agedFor = this.#readFor;
    this.#map?.readAges(heap, AGES);
    this.#tellsAges = (arena, pool) => this.#ageOf(arena, pool);
    this.requestUpdate();
  }

  /** When something was done in a pool; only where the colours say it, for then it was read. */
  #ageOf(arena: number, pool: number): string | undefined {
    const age = this.by === 'age' ? this.#map?.age(arena, pool) : undefined;
    return age === undefined ? undefined : ageWord(age, this.messages.heapMap.legend);
  }

  // The surface

  #surface: HTMLElement | undefined;

  #listen(): void {
    const surface = this.renderRoot.querySelector<HTMLElement>('.map');
    if (surface === null || surface === this.#surface) return;
    this.#surface = surface;
    this.#sized.disconnect();
    this.#sized.observe(surface);
    this.#measure();
    const signal = this.#connected?.signal;
    if (signal === undefined) return;
    followGestures(
      surface,
      {
        pan: (by) => {
          this.#move((camera) => panned(camera, by));
        },
        zoom: (at, factor) => {
          this.#move((camera) => zoomed(camera, at, factor));
        },
        choose: (at) => {
          this.#chooseAt(at);
        },
        closer: (at) => {
          this.#zoomTo(STEP ** 3, at);
        },
        point: (at) => {
          this.#tell(at);
        },
        alone: () => {
          this.#say(this.messages.heapMap.twoFingers, { x: 0, y: this.#size.height });
        },
      },
      signal,
    );
  }

  #measure(): void {
    const { clientWidth: width = 0, clientHeight: height = 0 } = this.#surface ?? {};
    if (width === 0 || (width === this.#size.width && height === this.#size.height)) return;
    this.#size = { width, height };
    const { options } = this;
    this.#readMapped(() => {
      if (options !== undefined) this.#lay(options, false);
    });
    this.#draw();
  }

  readonly #onTheme = (): void => {
    this.#colours = undefined;
    this.#draw();
  };

  #readColours(map: HeapMap): Colours | undefined {
    const probe = this.renderRoot.querySelector<HTMLElement>('.probe');
    if (probe === null || this.options === undefined) return undefined;
    map.setPalette(paletteOf(probe, this.options.edition));
    const token = (name: string): string => {
      probe.style.color = `var(${name})`;
      return getComputedStyle(probe).color;
    };
    const font = (name: string): string => getComputedStyle(probe).getPropertyValue(name);
    return {
      text: token('--pm-text'),
      plate: token('--pm-raised'),
      selected: token('--pm-selected'),
      cursor: token('--pm-text'),
      gone: token('--pm-control-border'),
      font: font('--pm-font') || 'sans-serif',
      mono: font('--pm-mono') || 'monospace',
    };
  }

  // Going elsewhere

  /** By hand: at once. */
  #move(change: (camera: Camera) => Camera): void {
    this.#way = undefined;
    const camera = this.#camera;
    if (camera === undefined) return;
    this.#set(change(camera));
    this.#startMoving();
  }

  #set(camera: Camera): void {
    if (this.#plane === undefined) return;
    this.#camera = kept(camera, this.#plane, this.#size);
    this.#isClose = this.#camera.scale > wholeHeap(this.#plane, this.#size).scale * 1.001;
  }

  #startMoving(): void {
    this.#isMoving = true;
    clearTimeout(this.#sharp);
    this.#sharp = setTimeout(() => {
      this.#isMoving = false;
      this.#draw();
    }, SHARP_MS);
    this.#draw();
  }

  #zoomTo(factor: number, at?: Point): void {
    const from = this.#way?.to ?? this.#camera;
    if (from !== undefined) this.#goTo(zoomed(from, at ?? this.#fixedPoint(from), factor));
  }

  /** What a button zooms at: the chosen where it is in sight, for in the middle there may be nothing. */
  #fixedPoint(camera: Camera): Point {
    const { width, height } = this.#size;
    const boxes = this.#chosenBoxes();
    const box = boxes.length === 0 ? undefined : onScreen(camera, around(boxes));
    const at = box === undefined ? undefined : { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const isSeen = at !== undefined && at.x > 0 && at.y > 0 && at.x < width && at.y < height;
    return isSeen ? at : { x: width / 2, y: height / 2 };
  }

  #showAll(): void {
    if (this.#plane !== undefined) this.#goTo(wholeHeap(this.#plane, this.#size));
  }

  /** Along a way that can be followed, unless somebody wants nothing to move. */
  #goTo(camera: Camera): void {
    if (this.#plane === undefined || this.#camera === undefined) return;
    const to = kept(camera, this.#plane, this.#size);
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.#set(to);
      this.#startMoving();
      return;
    }
    this.#way = { from: this.#camera, to, began: performance.now() };
    this.#startMoving();
  }

  /** Where what is there can be made out, with what is around it. */
  #goToBoxes(boxes: readonly Box[]): void {
    if (boxes.length === 0) return;
    const box = around(boxes);
    const around4 = { x: box.x - box.width, y: box.y - box.height, width: 3 * box.width, height: 3 * box.height };
    this.#goTo(cameraOn(box.width >= (this.#plane?.shape.arenaSide ?? 0) ? box : around4, this.#size));
  }

  #goToArena(index: number): void {
    const { session } = this;
    if (this.#plane === undefined || session === undefined) return;
    const address = session.read((heap) => heap.arenas().arenas[index]?.at);
    if (address !== undefined) session.select(address);
    this.#goTo(cameraOn(arenaBox(this.#plane, index), this.#size));
    this.#showInTree(index);
  }

  #goToBlock(address: number): void {
    const { session } = this;
    if (session === undefined) return;
    session.select(address);
    this.#goToBoxes(this.#boxesAt(address));
    const { place } = session.selection;
    if (place?.kind === 'block') this.#showInTree(place.arena, place.pool, place.block);
  }

  #showInTree(arena: number, pool?: number, block?: number): void {
    const row = this.#tree?.reveal(arena, pool, block);
    if (row !== undefined) this.renderRoot.querySelector<PmMapTree>('pm-map-tree')?.show(row);
  }

  readonly #onRow = ({ detail }: CustomEvent<Row>): void => {
    this.#cursor = detail;
    this.#goToBoxes(this.#boxesOf(detail));
  };

  readonly #onChoose = ({ detail }: CustomEvent<Row>): void => {
    this.session?.select(addressOfRow(detail));
  };

  readonly #onColours = ({ target }: Event): void => {
    const by = mapColours.find((one) => target instanceof HTMLSelectElement && one === target.value);
    if (by !== undefined) this.by = by;
  };

  // What is where

  #boxesOf(row: Row): Box[] {
    const plane = this.#plane;
    if (plane === undefined) return [];
    switch (row.kind) {
      case 'arena':
        return [arenaBox(plane, row.arena.index)];
      case 'pool':
        return [poolBox(plane, row.arena, row.pool.index)];
      case 'block': {
        const { pool, block } = row;
        return rowsOf(plane, pool.arena, pool.index, pool.first + block * pool.size, pool.size);
      }
      case 'bytes': {
        const spot = spotOf(plane, row.at);
        return spot === undefined ? [] : rowsOf(plane, spot.slot, spot.pool, spot.offset, row.bytes.length);
      }
    }
  }

  #boxesAt(address: number): Box[] {
    const plane = this.#plane;
    const place = this.session?.read((heap) => heap.locate(address));
    if (plane === undefined || place === undefined) return [];
    switch (place.kind) {
      case 'arenaObject':
        return (plane.firstPools[place.index] ?? 0) > 0 ? [arenaBox(plane, place.index)] : [];
      case 'block': {
        const size = this.session?.read((heap) => heap.pool(place.poolAt).size) ?? 1;
        const spot = spotOf(plane, place.blockAt);
        return spot === undefined ? [] : rowsOf(plane, spot.slot, spot.pool, spot.offset, size);
      }
      case 'poolHeader':
      case 'poolTail':
      case 'uncarved':
        return [poolBox(plane, place.arena, place.pool)];
      default:
        return [];
    }
  }

  #chosenBoxes(): Box[] {
    const { address } = this.options?.selected ?? {};
    return address === undefined ? [] : this.#boxesAt(address);
  }

  #spot(at: Point): Spot | undefined {
    const [plane, camera] = [this.#plane, this.#camera];
    return plane === undefined || camera === undefined ? undefined : spotAt(plane, camera, at);
  }

  #chooseAt(at: Point): void {
    const [plane, camera, spot] = [this.#plane, this.#camera, this.#spot(at)];
    const { session } = this;
    if (plane === undefined || camera === undefined || spot === undefined || session === undefined) return;
    const address = addressOf(plane, spot);
    if (address === undefined) return;
    const place = session.read((heap) => heap.locate(address));
    const isCell = plane.shape.row * camera.scale < plane.shape.cell;
    if (isCell) session.select(address - spot.offset);
    else session.select(place?.kind === 'block' && camera.scale < READABLE_BYTE ? place.blockAt : address);
    this.#tell(at);
    if (place !== undefined && 'pool' in place) {
      this.#showInTree(place.arena, place.pool, place.kind === 'block' && !isCell ? place.block : undefined);
    }
  }

  /** Says beside the pointer what it is on. */
  #tell(at: Point | undefined): void {
    this.#say(at === undefined ? undefined : this.#textAt(at), at);
  }

  #say(text: string | undefined, at: Point | undefined): void {
    const tip = this.renderRoot.querySelector<HTMLElement>('.tip');
    if (tip === null) return;
    tip.hidden = text === undefined;
    if (at === undefined || text === undefined) return;
    tip.textContent = text;
    const { width, height } = this.#size;
    const left = at.x + 14 + tip.offsetWidth > width ? at.x - 10 - tip.offsetWidth : at.x + 14;
    const top = at.y + 18 + tip.offsetHeight > height ? at.y - 10 - tip.offsetHeight : at.y + 18;
    tip.style.transform = `translate(${Math.max(0, Math.round(left))}px, ${Math.max(0, Math.round(top))}px)`;
  }

  #textAt(at: Point): string | undefined {
    const [plane, spot] = [this.#plane, this.#spot(at)];
    if (plane === undefined || spot === undefined) return undefined;
    const words = this.messages.heapMap;
    if ((plane.firstPools[spot.slot] ?? 0) === 0) return words.noArena({ index: spot.slot });
    const address = addressOf(plane, spot);
    if (address === undefined) return words.arena({ index: spot.slot });
    return this.session?.read((heap) => this.#textOf(heap, address));
  }

  #textOf(heap: Heap, address: number): string {
    const place = heap.locate(address);
    const { labelled } = this.messages.diagram;
    const told = labelled({ label: hex(address), text: tellPlace(this.messages, place) });
    if (!('poolAt' in place) || place.kind === 'uncarved') return told;
    const { size, state, blocks } = heap.pool(place.poolAt);
    if (size === 0) return told;
    const { arenaView, states } = this.messages;
    const have = blocks.filter((block) => block === 'allocated').length;
    const pool = arenaView.pool({
      index: place.pool,
      state: states.pool[state].word,
      size,
      have,
      capacity: blocks.length,
    });
    const age = this.#ageOf(place.arena, place.pool);
    return [told, pool, ...(age === undefined ? [] : [age])].join(' · ');
  }

  // Frames

  #draw(): void {
    if (this.#frame !== 0 || !this.isConnected) return;
    this.#frame = requestAnimationFrame((now) => {
      this.#frame = 0;
      this.#paint(now);
    });
  }

  #paint(now: number): void {
    const [plane, map, surface] = [this.#plane, this.#map, this.#surface];
    if (plane === undefined || map === undefined || surface === undefined || this.#size.width === 0) return;
    if (!this.visible || plane.shape.slots === 0) return;
    this.#camera ??= wholeHeap(plane, this.#size);
    this.#goOn(now);
    const camera = this.#camera;
    this.#readMapped((heap) => {
      this.#colours ??= this.#readColours(map);
      this.#age(heap);
      const pools = this.#readPools(heap, plane, camera);
      const ratio = this.#paintPixels(surface, heap, map, plane, camera);
      this.#drawNames(surface, plane, camera, pools, ratio);
    });
  }

  /** The next stretch of the way. */
  #goOn(now: number): void {
    const way = this.#way;
    if (way === undefined) return;
    const part = Math.min(1, Math.max(0, (now - way.began) / WAY_MS));
    this.#set(between(way.from, way.to, 1 - (1 - part) ** 3));
    if (part < 1) this.#startMoving();
    else this.#way = undefined;
  }

  /** While it moves a pixel of the page is one of the map's; still, the screen's. Answers how many pixels that are. */
  #paintPixels(surface: HTMLElement, heap: Heap, map: HeapMap, plane: Plane, camera: Camera): number {
    const canvas = surface.querySelector<HTMLCanvasElement>('.pixels');
    const pen = canvas?.getContext('2d', { alpha: false });
    const ratio = this.#isMoving ? 1 : sharpness();
    if (canvas === null || pen === null || pen === undefined) return ratio;
    const [width, height] = [this.#size.width, this.#size.height].map((pixels) =>
      Math.max(1, Math.round(pixels * ratio)),
    );
    if (width === undefined || height === undefined) return ratio;
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    const { x, y, scale } = camera;
    const pixels = map.paint(heap, {
      x,
      y,
      scale: scale * ratio,
      ratio,
      width,
      height,
      columns: plane.columns,
      by: this.by,
    });
    pen.putImageData(new ImageData(pixels, width), 0, 0);
    this.#painted = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4);
    return ratio;
  }

  #drawNames(surface: HTMLElement, plane: Plane, camera: Camera, pools: readonly ReadPool[], ratio: number): void {
    const canvas = surface.querySelector<HTMLCanvasElement>('.names');
    const [pen, colours, painted] = [canvas?.getContext('2d'), this.#colours, this.#painted];
    if (canvas === null || pen === null || pen === undefined || colours === undefined) return;
    const { width, height } = this.#size;
    const sharp = sharpness();
    const [w, h] = [Math.round(width * sharp), Math.round(height * sharp)];
    if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    const across = Math.max(1, Math.round(width * ratio));
    const isDark = (x: number, y: number): boolean => {
      const pixel = painted?.[Math.floor(y * ratio) * across + Math.floor(x * ratio)] ?? 0;
      return 0.3 * (pixel & 255) + 0.59 * ((pixel >> 8) & 255) + 0.11 * ((pixel >> 16) & 255) < 135;
    };
    drawOverlay(pen, {
      plane,
      camera,
      size: this.#size,
      colours,
      pools,
      isDark,
      rings: this.#rings(),
      arenaLabel: (slot) => this.messages.heapMap.arena({ index: slot }),
    });
  }

  #rings(): Ring[] {
    const rings: Ring[] = [{ kind: 'selected', boxes: this.#chosenBoxes() }];
    if (this.#cursor !== undefined) rings.push({ kind: 'cursor', boxes: this.#boxesOf(this.#cursor) });
    return rings;
  }

  /** Pools that are close enough for names, with their bytes where these can be read. */
  #readPools(heap: Heap, plane: Plane, camera: Camera): ReadPool[] {
    const withBytes = camera.scale >= READABLE_BYTE;
    if (this.#read.size > MOST_READ) this.#read.clear();
    return poolsInSight(plane, camera, this.#size).map(([slot, pool]) => {
      const key = slot * plane.poolsInArena + pool;
      const known = this.#read.get(key);
      if (known !== undefined && (!withBytes || known.bytes !== undefined))
        return withBytes ? known : { ...known, bytes: undefined };
      const read = this.#readPool(heap, plane, slot, pool, withBytes);
      this.#read.set(key, read);
      return read;
    });
  }

  #readPool(heap: Heap, plane: Plane, slot: number, pool: number, withBytes: boolean): ReadPool {
    const at = (plane.firstPools[slot] ?? 0) + pool * plane.poolSize;
    const words = this.messages.heapMap;
    const place = heap.locate(at);
    if (!('poolAt' in place)) {
      return {
        slot,
        pool,
        at,
        size: 0,
        first: 0,
        blocks: 0,
        label: tellPlace(this.messages, place),
        bytes: undefined,
        spans: [],
      };
    }
    const { size, first, blocks, state } = heap.pool(at);
    const have = blocks.filter((block) => block === 'allocated').length;
    const stateWord = this.messages.states.pool[state].word;
    const label =
      size === 0
        ? this.messages.diagram.labelled({ label: words.pool({ index: pool }), text: stateWord })
        : words.poolOf({ index: pool, size, have, capacity: blocks.length });
    const spans = withBytes
      ? heap.spans(at, plane.poolSize).spans.map((span) => ({ ...span, name: this.#nameOf(span.place) }))
      : [];
    const read = withBytes ? heap.bytes(at, plane.poolSize) : undefined;
    return { slot, pool, at, size, first, blocks: blocks.length, label, bytes: read, spans };
  }

  /** A field by CPython's name; a block by its number and state. */
  #nameOf(place: Place): string {
    const { states, heapMap } = this.messages;
    switch (place.kind) {
      case 'poolHeader':
        return place.field ?? heapMap.legend.header;
      case 'block':
        return place.object?.field ?? `${place.block} ${states.block[place.state].word}`;
      default:
        return tellPlace(this.messages, place);
    }
  }
}

/** Pixels of a canvas for one of the page, in one direction. */
function sharpness(): number {
  return Math.max(1, Math.min(2, Math.round(window.devicePixelRatio)));
}
