/** As far as it is used here; libheif's own declarations are of another module. */
declare module 'libheif-js/wasm-bundle.js' {
  interface HeifImage {
    get_width(): number;
    get_height(): number;
    is_primary(): boolean;
    /** Fills `data` with red, green, blue and alpha; calls back with null where it can't. */
    display<T extends { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number }>(
      pixels: T,
      done: (pixels: T | null) => void,
    ): void;
  }
  const libheif: { readonly HeifDecoder: new () => { decode(file: Uint8Array): HeifImage[] } };
  export default libheif;
}
