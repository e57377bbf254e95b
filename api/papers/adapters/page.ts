import type { TextLayout, TextStyle } from './text-layout.ts';

/** Points, from the top left corner of an A4 page. */
export const PAGE = { width: 595.28, height: 841.89, side: 46, top: 36, bottom: 30 } as const;
export const INNER = PAGE.width - 2 * PAGE.side;
export const RIGHT = PAGE.width - PAGE.side;
/** Between columns. */
export const GAP = 10;

/** From the dye vat (LOOK). */
export const INK = {
  text: '#0b1b33',
  title: '#1f3f73',
  soft: '#5b6575',
  line: '#c9d3e2',
  yes: '#3d7a4e',
  ask: '#9a6a14',
  no: '#a83a2a',
} as const;
export type Ink = (typeof INK)[keyof typeof INK];

export type Stroke =
  | {
      readonly kind: 'text';
      readonly x: number;
      readonly baseline: number;
      readonly line: string;
      readonly style: TextStyle;
      readonly ink: Ink;
    }
  | {
      readonly kind: 'lines';
      readonly points: readonly (readonly [number, number])[];
      readonly ink: Ink;
      readonly width: number;
    }
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly ink: Ink;
    }
  | {
      readonly kind: 'picture';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    }
  | {
      readonly kind: 'code';
      readonly x: number;
      readonly y: number;
      readonly side: number;
      readonly text: string;
    };

export interface WriteOptions extends TextStyle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly ink?: Ink;
  readonly maxLines?: number;
  readonly align?: 'left' | 'right';
  /** Of the size. */
  readonly leading?: number;
}

/** A page and how close it is set. */
export interface Setting {
  readonly page: Page;
  /** 1 in the usual size. */
  readonly scale: number;
  /** Of a value; longer ones are cut. */
  readonly maxLines: number;
}

const LEADING = 1.36;
/** Of a line, from its top to where letters stand. */
const ASCENT = 0.92;

/** Collects what is drawn, so that a page is drawn only once it is known to fit. */
export class Page {
  readonly strokes: Stroke[] = [];
  readonly text: TextLayout;

  constructor(text: TextLayout) {
    this.text = text;
  }

  /** Where the text ends. */
  write(text: string, options: WriteOptions): number {
    const { x, y, width, letters, size, ink = INK.text, maxLines = Infinity, align = 'left' } = options;
    const { leading = LEADING } = options;
    const style = { letters, size };
    const lines = this.text.wrap(text, { ...style, width, maxLines });
    lines.forEach((line, at) => {
      const start = align === 'left' ? x : x + width - this.text.widthOf(line, style);
      const baseline = y + (at * leading + ASCENT) * size;
      this.strokes.push({ kind: 'text', x: start, baseline, line, style, ink });
    });
    return y + lines.length * leading * size;
  }

  widthOf(text: string, style: TextStyle): number {
    return this.text.widthOf(text, style);
  }

  rule(y: number, ink: Ink = INK.line, width = 0.6, right = RIGHT): void {
    const points = [
      [PAGE.side, y],
      [right, y],
    ] as const;
    this.strokes.push({ kind: 'lines', points, ink, width });
  }

  add(stroke: Stroke): void {
    this.strokes.push(stroke);
  }
}
