import type { FileInspector } from '../../ports/file-inspector.ts';
import { BroadcastWaveInspector } from './broadcast-wave-inspector.ts';
import { DpxInspector } from './dpx-inspector.ts';
import { ExcerptInspector } from './excerpt-inspector.ts';
import { ExifToolReader } from './exif-tool-reader.ts';
import { ExrInspector } from './exr-inspector.ts';
import { GltfInspector } from './gltf-inspector.ts';
import { InspectionThread } from './inspection-thread.ts';
import { JpegXlInspector } from './jpeg-xl-inspector.ts';
import { MediaInfoInspector } from './media-info-inspector.ts';
import { PhotoshopInspector } from './photoshop-inspector.ts';
import { ReferenceInspector } from './reference-inspector.ts';
import { SharpReader } from './sharp-reader.ts';
import { SvgInspector } from './svg-inspector.ts';

/** Every inspector, and the thread and process that some of them run in, which begin with the first file that needs them. */
export class MediaInspection {
  readonly inspectors: readonly FileInspector[];
  readonly #thread = new InspectionThread();
  readonly #exifTool = new ExifToolReader();

  /** `scratchDir` is on a disk with room for 64 MiB; its owner empties it at the start. */
  constructor({ scratchDir }: { readonly scratchDir: string }) {
    this.inspectors = [
      this.#thread.run(new MediaInfoInspector()),
      this.#thread.run(new GltfInspector()),
      this.#thread.run(new ReferenceInspector()),
      new BroadcastWaveInspector(),
      new ExrInspector(),
      new DpxInspector(),
      new PhotoshopInspector(),
      new JpegXlInspector(),
      new SvgInspector(),
      new ExcerptInspector({ directory: scratchDir, readers: [new SharpReader(), this.#exifTool] }),
    ];
  }

  async stop(): Promise<void> {
    await Promise.all([this.#thread.stop(), this.#exifTool.stop()]);
  }
}
