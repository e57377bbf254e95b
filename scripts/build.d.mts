/** Bundles each entry (output name to source file, relative to the root; all processes by default) into `outdir`. */
export function build(entries?: Readonly<Record<string, string>>, outdir?: string): Promise<void>;
