import { availableParallelism } from 'node:os';
import type { DigestThreadData, ThreadPart } from './digest-request.ts';
import { DigestThread } from './digest-thread.ts';
import { RunningDigest } from './running-digest.ts';

/** Two threads of about equal work: SHA-256 of the whole, and SHA-256 of each leaf (measured 1,400 MB/s each; XXH64 5,500). */
export const FILE_TEAM: readonly (readonly ThreadPart[])[] = [['sha256'], ['cid', 'xxh64']];
/** One that encrypts and finds the CID of the ciphertext (encrypting: measured 1,500 MB/s). */
export const SEALING_TEAM: readonly (readonly ThreadPart[])[] = [['cid']];
/** What other systems know files by, of a file at a time. */
export const LATE_TEAM: readonly (readonly ThreadPart[])[] = [['md5', 'sha512']];
const MOST_TEAMS = 4;
const CORES_A_TEAM = 2;

/** The threads that compute digests: one team for every two cores. Started when first needed, and anew when one died. */
export class DigestThreads {
  readonly #teams: DigestThread[][] = [];
  readonly #partsByThread: readonly (readonly ThreadPart[])[];
  readonly #most = Math.max(1, Math.min(MOST_TEAMS, Math.floor(availableParallelism() / CORES_A_TEAM)));
  readonly #isBackground: boolean;
  #begun = 0;

  constructor(
    partsByThread: readonly (readonly ThreadPart[])[] = FILE_TEAM,
    { isBackground = false }: Partial<Pick<DigestThreadData, 'isBackground'>> = {},
  ) {
    this.#partsByThread = partsByThread;
    this.#isBackground = isBackground;
  }

  /** A digest of no bytes yet. */
  begin(): RunningDigest {
    const digestId = this.#begun++;
    const place = digestId % this.#most;
    const team = this.#teams[place];
    if (team?.every(({ isAlive }) => isAlive) === true) return RunningDigest.begin(digestId, team);
    const fresh = this.#partsByThread.map(
      (parts) => new DigestThread({ parts, isBackground: this.#isBackground }),
    );
    this.#teams[place] = fresh;
    for (const thread of team ?? []) void thread.stop();
    return RunningDigest.begin(digestId, fresh);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#teams.splice(0).flatMap((team) => team.map((thread) => thread.stop())));
  }
}
