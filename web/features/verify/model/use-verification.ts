import { useCallback, useEffect, useRef, useState } from 'react';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import { type CheckedTask, type Given, isAnswerTo, type Known } from './checked-task.ts';
import { classify, type GivenFile, type GivenText } from './classify.ts';
import {
  keepTrust,
  type KeptTrust,
  type KnownTrust,
  readKeptTrust,
} from '../../../lib/session/trust-keeping.ts';
import { Verifier, VerifierError } from './verifier.ts';

export interface Hashing {
  readonly path: string;
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly startedAt: number;
}

export interface Verification extends Given {
  /** `ready`: all code is here, the network may go. */
  readonly engine: 'loading' | 'ready' | 'broken';
  readonly hashing: Hashing | null;
  readonly isChecking: boolean;
  readonly checked: CheckedTask | null;
  /** False while there is more than `checked` speaks of, given or still being hashed. */
  readonly isUpToDate: boolean;
  readonly error: unknown;
  add(files: readonly GivenFile[]): Promise<void>;
  addBundle(bundle: GivenText): void;
  cancel(): void;
  clear(): void;
  /** @throws VerifierError NO_TRUST_FILE */
  trustText(text: string, source: KnownTrust['source']): Promise<KnownTrust>;
  setKnown(change: Partial<Known>): void;
  keep(kept: KeptTrust | null): void;
}

const NOTHING: Known = { trust: null, nodeUrl: null, witnesses: [] };

/** What was given, what is known, and what the checks say of it; checked anew whenever one of them changes. */
export function useVerification(): Verification {
  const verifier = useRef<Verifier | null>(null);
  const hashingNow = useRef<AbortController | null>(null);
  const [engine, setEngine] = useState<Verification['engine']>('loading');
  const [bundles, setBundles] = useState<readonly GivenText[]>([]);
  const [digests, setDigests] = useState<ReadonlyMap<string, FileDigest>>(new Map());
  const [hashing, setHashing] = useState<Hashing | null>(null);
  const [checked, setChecked] = useState<CheckedTask | null>(null);
  const [isChecking, setIsChecking] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [checkError, setCheckError] = useState<unknown>(null);
  const [known, setKnownState] = useState<Known>(NOTHING);

  const setKnown = useCallback(
    (change: Partial<Known>) => setKnownState((before) => ({ ...before, ...change })),
    [],
  );

  const trustText = useCallback(async (text: string, source: KnownTrust['source']): Promise<KnownTrust> => {
    const trust = await current(verifier.current).readTrust(text);
    return { trust, text, source, keptAt: null };
  }, []);

  useEffect(() => {
    const engineNow = new Verifier({
      onReady: () => setEngine('ready'),
      onBroken: () => setEngine('broken'),
    });
    verifier.current = engineNow;
    void adoptKept(engineNow, (trust) => setKnown({ trust }));
    return () => engineNow.close();
  }, [setKnown]);

  useEffect(() => {
    if (hashing !== null || (bundles.length === 0 && digests.size === 0)) return;
    let isCurrent = true;
    const { trust, nodeUrl, witnesses } = known;
    const run = async () => {
      setIsChecking(true);
      try {
        const task = { bundles, files: digests, trust: trust?.trust ?? null, nodeUrl, witnesses };
        const result = await current(verifier.current).check(task);
        if (!isCurrent) return;
        setChecked({ bundles, digests, known, result, at: new Date() });
        setCheckError(null);
      } catch (cause) {
        if (!isCurrent) return;
        // What was found before says nothing of what is here now.
        setChecked(null);
        setCheckError(cause);
      } finally {
        if (isCurrent) setIsChecking(false);
      }
    };
    void run();
    return () => {
      isCurrent = false;
      setIsChecking(false);
    };
  }, [bundles, digests, hashing, known]);

  const add = useCallback(
    async (files: readonly GivenFile[]) => {
      setError(null);
      const given = await classify(files);
      const [trustFile] = given.trustFiles;
      try {
        setBundles((before) => merge(before, given.bundles));
        const stop = new AbortController();
        hashingNow.current = stop;
        const found = await hashAll(current(verifier.current), given.files, {
          signal: stop.signal,
          onHashing: setHashing,
        });
        setDigests((before) => new Map([...before, ...found]));
        if (trustFile !== undefined) setKnown({ trust: await trustText(trustFile.text, 'file') });
      } catch (cause) {
        if (!(cause instanceof VerifierError && cause.code === 'CANCELED')) setError(cause);
      } finally {
        setHashing(null);
      }
    },
    [setKnown, trustText],
  );

  return {
    engine,
    bundles,
    digests,
    hashing,
    isChecking,
    checked,
    isUpToDate: hashing === null && checked !== null && isAnswerTo(checked, { bundles, digests, known }),
    error: error ?? checkError,
    known,
    add,
    addBundle: (bundle) => setBundles((before) => merge(before, [bundle])),
    cancel: () => hashingNow.current?.abort(),
    clear: () => {
      hashingNow.current?.abort();
      setBundles([]);
      setDigests(new Map());
      setChecked(null);
      setError(null);
      setCheckError(null);
    },
    trustText,
    setKnown,
    keep: (kept) => {
      keepTrust(kept);
      setKnownState((before) => ({
        ...before,
        trust: before.trust === null ? null : { ...before.trust, keptAt: kept?.keptAt ?? null },
      }));
    },
  };
}

function current(verifier: Verifier | null): Verifier {
  if (verifier === null) throw new VerifierError('INTERNAL', 'The page is not ready yet.');
  return verifier;
}

/** What was kept before counts from the start; what can't be read any more counts as nothing. */
async function adoptKept(verifier: Verifier, onTrust: (trust: KnownTrust) => void): Promise<void> {
  const kept = readKeptTrust();
  if (kept === null) return;
  try {
    const trust = await verifier.readTrust(kept.text);
    onTrust({ trust, text: kept.text, source: 'kept', keptAt: kept.keptAt });
  } catch (error) {
    if (!(error instanceof VerifierError)) throw error;
  }
}

/** The same path again replaces what was given before. */
function merge(before: readonly GivenText[], added: readonly GivenText[]): readonly GivenText[] {
  const paths = new Set(added.map(({ path }) => path));
  return [...before.filter(({ path }) => !paths.has(path)), ...added];
}

async function hashAll(
  verifier: Verifier,
  files: readonly GivenFile[],
  { signal, onHashing }: { readonly signal: AbortSignal; readonly onHashing: (now: Hashing) => void },
): Promise<Map<string, FileDigest>> {
  const totalBytes = files.reduce((total, { file }) => total + file.size, 0);
  const startedAt = Date.now();
  const digests = new Map<string, FileDigest>();
  let before = 0;
  for (const { path, file } of files) {
    const tell = (bytes: number) => onHashing({ path, doneBytes: before + bytes, totalBytes, startedAt });
    tell(0);
    digests.set(path, await verifier.hash(file, { signal, onProgress: tell }));
    before += file.size;
  }
  return digests;
}
