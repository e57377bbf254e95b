import type { AssetStore } from '../assets/ports/asset-store.ts';
import type { ManifestStore } from '../assets/ports/manifest-store.ts';
import type { LeafStore } from '../log/ports/leaf-store.ts';
import { coalesced } from '../platform/concurrency/coalesced.ts';
import type { CursorStore } from '../platform/jobs/cursor-store.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import type { Logger } from '../platform/kernel/logger.ts';
import type { ContentStore, ManyContents, StoredFiles } from '../storage/ports/content-store.ts';
import type { SecondaryDigester } from '../storage/ports/secondary-digester.ts';
import { FILE_JOB_LANES } from './domain/file-job.ts';
import { FileJobFollower } from './jobs/file-job-follower.ts';
import { type FileJobKind, FileJobPlan } from './jobs/file-job-kind.ts';
import { FileJobWorker } from './jobs/file-job-worker.ts';
import { LookingAtFiles } from './jobs/looking-at-files.ts';
import { filmKind } from './jobs/film-kind.ts';
import { InspectKind } from './jobs/inspect-kind.ts';
import { modelKind } from './jobs/model-kind.ts';
import { tilesKind } from './jobs/picture-tiles-kind.ts';
import { DigestKind } from './jobs/secondary-digest-kind.ts';
import type { FileDescriptionStore } from './ports/file-description-store.ts';
import type { FileInspector } from './ports/file-inspector.ts';
import type { FileJobStore } from './ports/file-job-store.ts';
import type { FilmMaker } from './ports/film-maker.ts';
import type { InspectionStore } from './ports/inspection-store.ts';
import type { MediaTypeDetector } from './ports/media-type-detector.ts';
import type { ModelPainter } from './ports/model-painter.ts';
import type { OpenableOriginals } from './ports/openable-originals.ts';
import type { PerceptualHasher } from './ports/perceptual-hasher.ts';
import type { PictureMaker } from './ports/picture-maker.ts';
import type { PictureReader } from './ports/picture-reader.ts';
import type { TileMaker } from './ports/picture-tile-maker.ts';
import type { PosterStore } from './ports/poster-store.ts';
import type { RenditionStore } from './ports/rendition-store.ts';
import { CoverColors } from './services/cover-colors.ts';
import { FileDescriptions } from './services/file-descriptions.ts';
import { FileInspections } from './services/file-inspections.ts';
import { FileJobsService } from './services/file-jobs.ts';
import { FileListing } from './services/file-listing.ts';
import { FileReferences } from './services/file-references.ts';
import { FilmsService } from './services/films.ts';
import { HeldContents } from './services/held-contents.ts';
import { MissingPictures } from './services/missing-pictures.ts';
import { ModelsService } from './services/models.ts';
import { PictureTilesService } from './services/picture-tiles.ts';
import { Posters } from './services/posters.ts';
import { RenditionsService, type RenditionsServiceOptions } from './services/renditions.ts';
import { SecondaryDigestsService } from './services/secondary-digests.ts';

export interface FileStores {
  readonly descriptions: FileDescriptionStore;
  readonly inspections: InspectionStore;
  readonly fileJobs: FileJobStore;
  readonly posters: PosterStore;
  readonly manifests: ManifestStore;
  readonly assets: AssetStore;
  readonly leaves: LeafStore;
  readonly cursors: CursorStore;
}

/** What looks at files and makes pictures of them. */
export interface MediaAdapters {
  readonly renditions: RenditionStore;
  readonly types: MediaTypeDetector;
  readonly pictures: PictureMaker;
  readonly tiles: TileMaker;
  readonly films: FilmMaker;
  readonly painter: ModelPainter;
  readonly inspectors: readonly FileInspector[];
  readonly lateDigester: SecondaryDigester;
  readonly perceptual: PerceptualHasher;
  readonly pictureReader: PictureReader;
}

export interface FileParts {
  readonly media: MediaAdapters;
  readonly content: Pick<ContentStore, 'read'>;
  readonly contents: ManyContents & StoredFiles;
  readonly downloads: OpenableOriginals;
  readonly signPreview: RenditionsServiceOptions['signPreview'];
  readonly nudge: (job: string) => void;
  /** Is this process's clock about that of the others? */
  readonly isClockRight: () => boolean;
  readonly lookEveryMs: number;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
  /** What is done for each published file, once it is described; everything the platform does, unless given. */
  readonly fileJobKinds?: readonly FileJobKind[] | undefined;
}

/** By then the search takes a new cover for settled. */
const COVERS_SETTLED_MS = 2_100;

/** Descriptions, inspections and derivatives of files, and the jobs that make them. */
export function composeFiles(stores: FileStores, parts: FileParts) {
  const { clock, nudge, media, lookEveryMs: everyMs } = parts;
  const { renditions, pictures } = media;
  const held = new HeldContents(parts.content, parts.contents);
  const shared = { ...stores, ...media, content: held, held, stored: parts.contents };
  const nudgeCovers = coalesced(() => nudge('search-covers'), COVERS_SETTLED_MS);
  const covers: Pick<FileDescriptionStore, 'offerCover' | 'removeCover'> = {
    offerCover: async (root, index) => {
      await stores.descriptions.offerCover(root, index);
      nudgeCovers();
    },
    removeCover: async (root, index) => stores.descriptions.removeCover(root, index),
  };
  const descriptions = new FileDescriptions(shared);
  const inspections = new FileInspections(shared);
  const digesting = new SecondaryDigestsService({ ...shared, digester: media.lateDigester });
  const posters = new Posters({ ...stores, covers, pictures, renditions });
  const tiles = new PictureTilesService({ ...shared, downloads: parts.downloads });
  const films = new FilmsService({ ...shared, posters });
  const kinds = parts.fileJobKinds ?? [
    new InspectKind(inspections),
    new DigestKind(digesting),
    tilesKind(tiles),
    filmKind(films),
    modelKind(new ModelsService({ ...shared, posters })),
  ];
  const nudgeLanes = () => FILE_JOB_LANES.forEach((lane) => nudge(`file-jobs-${lane}`));
  const store = stores.fileJobs;
  const plan = new FileJobPlan(kinds);
  const looking = new LookingAtFiles({ ...stores, store, plan, descriptions, covers, held, clock });
  const queue = { ...stores, ...parts, store, plan, descriptions, covers, everyMs, onEnqueue: nudgeLanes };
  const fileItems = new FileListing({ ...stores, descriptions, inspections });
  return {
    descriptions,
    inspections,
    digesting,
    posters,
    coverColors: new CoverColors({ ...shared, posters: stores.posters }),
    tiles,
    films,
    renditions: new RenditionsService({ ...shared, signPreview: parts.signPreview, descriptions, posters }),
    fileItems,
    fileReferences: new FileReferences({ ...stores, inspections, fileItems }),
    missingPictures: new MissingPictures({ ...stores, descriptions }),
    fileJobs: new FileJobsService({ store, clock, kinds, nudge: nudgeLanes }),
    fileJobFollower: new FileJobFollower(queue),
    fileJobWorkers: FILE_JOB_LANES.map((lane) => new FileJobWorker({ ...queue, looking, lane })),
  };
}
