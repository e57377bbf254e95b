/** Unicode line breaking (UAX #14). */
declare module 'linebreak' {
  export interface Break {
    /** Of the first unit of the next line. */
    readonly position: number;
    readonly required: boolean;
  }
  export default class LineBreaker {
    constructor(text: string);
    nextBreak(): Break | null;
  }
}
