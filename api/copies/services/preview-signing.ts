import type { Asset, AssetFile } from '../../assets/domain/asset.ts';
import type { Logger } from '../../platform/kernel/logger.ts';
import { previewDefinition, previewParentOf } from '../domain/manifest-definition.ts';
import { type CopySigner, UnsignableFileError } from '../ports/copy-signer.ts';
import type { CopyFactsReading } from './copy-facts-reading.ts';

export interface PreviewSigningOptions {
  /** Of previews alone: they do not wait for a large copy. */
  readonly previewSigner: Pick<CopySigner, 'preview'>;
  readonly facts: Pick<CopyFactsReading, 'readOrigin'>;
  readonly logger: Pick<Logger, 'warn'>;
}

const MEDIA_TYPE = 'image/webp';
/** Somebody waits for the picture. */
const LIMITS = { waitMs: 10_000, workMs: 10_000 };

/** Signs marked previews, which people save. */
export class PreviewSigning {
  readonly #options: PreviewSigningOptions;

  constructor(options: PreviewSigningOptions) {
    this.#options = options;
  }

  /** @returns the picture as it is where it can't be signed ever, and null where it can't be now: people see it all the same */
  async sign(
    asset: Asset,
    { bytes, sha256, cid }: Pick<AssetFile, 'bytes' | 'sha256' | 'cid'>,
    webp: Uint8Array,
  ): Promise<Uint8Array | null> {
    const { previewSigner, facts, logger } = this.#options;
    try {
      const origin = await facts.readOrigin(asset);
      const request = { origin, original: { bytes, sha256, cid }, mediaType: MEDIA_TYPE };
      const order = {
        definition: previewDefinition(request),
        parent: previewParentOf(request),
        mediaType: MEDIA_TYPE,
        bytes: webp,
      };
      return await previewSigner.preview(
        order,
        async (signed) => {
          const portions: Uint8Array[] = [];
          for await (const portion of signed.read()) portions.push(portion);
          return Buffer.concat(portions);
        },
        LIMITS,
      );
    } catch (err) {
      logger.warn({ asset: asset.id, file: sha256, err }, 'a preview was not signed');
      return err instanceof UnsignableFileError ? webp : null;
    }
  }
}
