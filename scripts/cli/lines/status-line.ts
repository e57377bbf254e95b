const TO_BEGIN_AND_ERASE = '\r\u001b[K';

export interface Terminal {
  /** Undefined where it is not known. */
  readonly columns?: number;
  write(text: string): unknown;
}

/** The last line of a terminal, written over as long as nothing else is written. */
export class StatusLine {
  readonly #terminal: Terminal;
  #isShown = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** Cut to the width of the terminal: a line that wraps can't be written over. */
  show(line: string): void {
    const { columns = 80 } = this.#terminal;
    this.#terminal.write(`${TO_BEGIN_AND_ERASE}${line.slice(0, columns - 1)}`);
    this.#isShown = true;
  }

  clear(): void {
    if (this.#isShown) this.#terminal.write(TO_BEGIN_AND_ERASE);
    this.#isShown = false;
  }
}
