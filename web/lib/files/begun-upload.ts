import { unreachable } from '../session/api.ts';

interface BegunUpload {
  readonly bytes: number;
  readonly arrivedBytes: number;
  /** As it was announced; null when it was not. */
  readonly sha256: string | null;
}

/** What a tus upload on the platform was announced as, and how much of it is there; null when it is gone. */
export async function begunUpload(url: string): Promise<BegunUpload | null> {
  let answer: Response;
  try {
    answer = await fetch(url, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } });
  } catch (cause) {
    throw unreachable(cause);
  }
  if (!answer.ok) return null;
  const metadata = new Map(
    (answer.headers.get('upload-metadata') ?? '').split(',').map((pair) => {
      const [name = '', value = ''] = pair.trim().split(' ');
      return [name, value] as const;
    }),
  );
  const sha256 = metadata.get('sha256');
  return {
    bytes: Number(answer.headers.get('upload-length')),
    arrivedBytes: Number(answer.headers.get('upload-offset')),
    sha256: sha256 === undefined ? null : atob(sha256),
  };
}
