/** Which page a person was told of. After navigation nothing has the focus, and a screen reader would be silent: its heading takes it. */
export class RouteFocus {
  #pathname: string | null = null;
  #wasOpened = false;

  /**
   * Is the heading of the page to take the focus? Not where the browser loaded the page and starts at its top, nor from what took
   * it first. Said again while a page's heading is replaced, as by the one that was being loaded.
   */
  shouldFocusHeading(pathname: string, { isFocusFree }: { readonly isFocusFree: boolean }): boolean {
    if (pathname !== this.#pathname) {
      this.#wasOpened = this.#pathname !== null;
      this.#pathname = pathname;
    }
    return this.#wasOpened && isFocusFree;
  }
}
