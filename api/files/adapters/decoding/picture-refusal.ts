import { type FileJobProblem, jobFailure, type JobFailure, type Particulars } from '../../domain/file-job.ts';

/** A file of which no picture can be made, however often it is tried. */
export class PictureRefusal extends Error {
  override readonly name = 'PictureRefusal';
  readonly failure: JobFailure;

  constructor(problem: FileJobProblem, particulars: Particulars, options?: ErrorOptions) {
    super(particulars.en, options);
    this.failure = jobFailure(problem, particulars);
  }
}

/** For bytes that end early or contradict their format; `said` is in English. */
export function undecodable(said: string, options?: ErrorOptions): PictureRefusal {
  const words = said.slice(0, 200);
  return new PictureRefusal(
    'UNDECODABLE',
    { en: `It could not be decoded: ${words}`, zh: `无法解码：${words}` },
    options,
  );
}

export function tooManyPixels(
  { width, height }: { readonly width: number; readonly height: number },
  most: number,
): PictureRefusal {
  return new PictureRefusal('TOO_LARGE', {
    en: `It has ${width} × ${height} pixels; up to ${most} are decoded.`,
    zh: `图像为 ${width} × ${height} 像素；可解码的最多为 ${most} 像素。`,
  });
}

export function tooManyBytes(bytes: number, most: number): PictureRefusal {
  return new PictureRefusal('TOO_LARGE', {
    en: `It has ${bytes} bytes; pictures of this format are decoded up to ${most}.`,
    zh: `文件有 ${bytes} 字节；此格式的图像最多可解码 ${most} 字节。`,
  });
}
