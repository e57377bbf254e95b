/** As far as it is used here, without the types of all of three. */
declare module 'three/examples/jsm/loaders/EXRLoader.js' {
  export class EXRLoader {
    /** 1015: float. 1016: half. */
    type: number;
    parse(buffer: ArrayBufferLike): { readonly data: ArrayLike<number> };
  }
}
