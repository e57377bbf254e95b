import type { MediaInfo } from 'mediainfo.js';
import { factSection, type FactSection, type Inspection, notice } from '../../domain/technical-metadata.ts';
import type { FileInspector, InspectedFile } from '../../ports/file-inspector.ts';
import { readBytes } from './read-bytes.ts';

/** What MediaInfo says of the container or of one stream; values are numbers, text, or objects we pass over. */
type Track = Readonly<Record<string, unknown>>;

/** Read at once; a film's indexes are at its start or its end. */
const CHUNK_BYTES = 524_288;
/** MediaInfo jumps to what it needs; a file that has it read more is up to something. */
const MAX_READ_BYTES = 268_435_456;

/** Containers, films and sound by MediaInfo (WebAssembly), which asks for the ranges it needs. */
export class MediaInfoInspector implements FileInspector {
  readonly subject = 'film and sound streams';

  appliesTo(mediaType: string): boolean {
    return /^(video|audio)\/|^application\/(mxf|ogg)$/.test(mediaType);
  }

  async inspect(file: InspectedFile, signal: AbortSignal): Promise<Inspection> {
    const mediaInfo = await load();
    try {
      const tracks = await analyze(mediaInfo, file, signal);
      const isCut = tracks.some((track) => textOf(track, 'IsTruncated') === 'Yes' || isTruncated(track));
      return {
        sections: [...tracks.flatMap((track) => sectionOf(track, tracks))],
        notices: [
          ...(isCut ? [notice('UNDECODABLE', 'It ends before its container says it does.')] : []),
          ...(tracks.length < 2 ? [notice('NOT_INSPECTED', 'No stream was found in it.')] : []),
        ],
      };
    } finally {
      mediaInfo.close();
    }
  }
}

async function load(): Promise<MediaInfo> {
  const { default: mediaInfoFactory } = await import('mediainfo.js');
  return mediaInfoFactory({ format: 'object', chunkSize: CHUNK_BYTES });
}

async function analyze(mediaInfo: MediaInfo, file: InspectedFile, signal: AbortSignal): Promise<Track[]> {
  let readBytesInAll = 0;
  const { media } = await mediaInfo.analyzeData(file.bytes, async (length, start) => {
    signal.throwIfAborted();
    readBytesInAll += length;
    if (readBytesInAll > MAX_READ_BYTES) throw new Error(`More than ${MAX_READ_BYTES} bytes would be read.`);
    return readBytes(file, { start, length });
  });
  // Their type lists a thousand fields for each kind of track; we read a few by name.
  return (media?.track ?? []) as unknown as Track[];
}

function sectionOf(track: Track, all: readonly Track[]): FactSection[] {
  const text = (name: string) => textOf(track, name);
  switch (text('@type')) {
    case 'General':
      return factSection('CONTAINER', {
        FORMAT: [text('Format'), text('Format_Profile')].filter((part) => part !== null).join(', '),
        DURATION: text('Duration'),
        BIT_RATE: text('OverallBitRate'),
        FRAME_RATE: text('FrameRate'),
        TIMECODE: all.map((each) => textOf(each, 'TimeCode_FirstFrame')).find((code) => code !== null),
        SOFTWARE: text('Encoded_Application') ?? text('Encoded_Library'),
      });
    case 'Video':
    case 'Image':
      return factSection('VIDEO', {
        ...streamFacts(track),
        WIDTH: text('Width'),
        HEIGHT: text('Height'),
        PIXEL_ASPECT: text('PixelAspectRatio'),
        FRAME_RATE: text('FrameRate'),
        FRAMES: text('FrameCount'),
        SCAN: text('ScanType'),
        COLOR_SPACE: text('ColorSpace'),
        CHROMA: text('ChromaSubsampling'),
        COLOR_PRIMARIES: text('colour_primaries'),
        TRANSFER: text('transfer_characteristics'),
        MATRIX: text('matrix_coefficients'),
        COLOR_RANGE: text('colour_range'),
        HDR: [text('HDR_Format'), text('HDR_Format_Compatibility')]
          .filter((part) => part !== null)
          .join(', '),
      });
    case 'Audio':
      return factSection('AUDIO', {
        ...streamFacts(track),
        CODEC: codecOf(track, waveFormatOf(text('CodecID'), all)),
        CHANNELS: text('Channels'),
        CHANNEL_LAYOUT: text('ChannelLayout'),
        SAMPLE_RATE: text('SamplingRate'),
      });
    case 'Text':
      return factSection('TEXT', streamFacts(track));
    default:
      return [];
  }
}

function streamFacts(track: Track) {
  const text = (name: string) => textOf(track, name);
  return {
    CODEC: codecOf(track, text('CodecID')),
    BIT_DEPTH: text('BitDepth'),
    BIT_RATE: text('BitRate'),
    DURATION: text('Duration'),
    SIZE: text('StreamSize'),
    LANGUAGE: text('Language'),
    TITLE: text('Title'),
  };
}

function codecOf(track: Track, id: string | null): string {
  const parts = [textOf(track, 'Format'), textOf(track, 'Format_Profile'), id];
  return [...new Set(parts.filter((part) => part !== null))].join(', ');
}

/** Registered tags of RFC 2361, appendix A. */
const WAVE_FORMATS: Readonly<Record<number, string>> = {
  1: 'PCM',
  3: 'IEEE float',
  6: 'A-law',
  7: 'µ-law',
};

/** The format's tag in a WAV, by its name; of an extensible format that is the start of the GUID of its sub-format. */
function waveFormatOf(id: string | null, all: readonly Track[]): string | null {
  const [, extensible] = /^0000([0-9A-F]{4})-0000-0010-8000-00AA00389B71$/i.exec(id ?? '') ?? [];
  const isWave = all.some(
    (track) => textOf(track, '@type') === 'General' && textOf(track, 'Format') === 'Wave',
  );
  const tag = extensible ?? (isWave && /^[0-9A-F]{1,4}$/i.test(id ?? '') ? id : null);
  if (tag == null) return id;
  return WAVE_FORMATS[Number.parseInt(tag, 16)] ?? `format 0x${tag.toLowerCase().padStart(4, '0')}`;
}

function textOf(track: Track, name: string): string | null {
  const value = track[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

function isTruncated({ extra }: Track): boolean {
  return typeof extra === 'object' && extra !== null && 'IsTruncated' in extra && extra.IsTruncated === 'Yes';
}
