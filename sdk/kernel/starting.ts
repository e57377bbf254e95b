/** How far a platform is that starts. */
export interface Starting {
  /** A sentence, such as how many files were checked; null where there is nothing to count. */
  readonly progress: string | null;
}

/** What an answer says of the platform's start, which every path answers with 503; null for any other answer. */
export function findStarting(status: number, text: string): Starting | null {
  if (status !== 503) return null;
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== 'object' || answer === null) return null;
    if (!('status' in answer && answer.status === 'starting')) return null;
    const progress = 'progress' in answer ? answer.progress : null;
    return { progress: typeof progress === 'string' ? progress : null };
  } catch {
    return null;
  }
}
