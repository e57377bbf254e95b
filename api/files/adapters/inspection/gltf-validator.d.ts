declare module 'gltf-validator' {
  interface ValidationOptions {
    readonly uri?: string | undefined;
    readonly format?: 'glb' | 'gltf';
    readonly maxIssues?: number;
    readonly writeTimestamp?: boolean;
    readonly externalResourceFunction?: (uri: string) => Promise<Uint8Array>;
  }
  const validator: {
    validateBytes(data: Uint8Array, options?: ValidationOptions): Promise<unknown>;
  };
  export default validator;
}
