/** Light that a view of exposure 0 is made for: the gray of 18 %. */
const GRAY = 0.18;
/** So far from it a picture is meant to be bright or dark, and is left alone. */
const LEFT_ALONE_EV = 2;
const MAX_EV = 6;
const STEPS_AN_EV = 3;
/** Darker pixels are taken for background and left out of the average. */
const DARKEST = 0.001;
const BRIGHTEST = 65_504;

/** What an exposure is chosen from: pixels are added one by one. */
export class ExposureMeter {
  #logarithms = 0;
  #count = 0;

  /** Linear light. Weighed as BT.709 does, whatever the primaries: their difference is below a third of a step. */
  add(red: number, green: number, blue: number): void {
    const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    if (!(luminance > DARKEST)) return;
    this.#logarithms += Math.log2(Math.min(luminance, BRIGHTEST));
    this.#count += 1;
  }

  /**
   * In EV, by thirds, from −6 to 6: 0 where the mean of the logarithms of luminance lies within 2 EV of gray, else what brings it to gray.
   */
  get exposure(): number {
    if (this.#count === 0) return 0;
    const needed = Math.log2(GRAY) - this.#logarithms / this.#count;
    if (Math.abs(needed) <= LEFT_ALONE_EV) return 0;
    const bounded = Math.min(MAX_EV, Math.max(-MAX_EV, needed));
    return Math.round(bounded * STEPS_AN_EV) / STEPS_AN_EV;
  }
}
