/** Builds the web client into `outdir` (dist-web/) unless it is there already, of the same sources. */
export function buildWeb(outdir?: string): Promise<void>;
