import { ProcessRefusedError } from './errors.ts';
import type { ProcessRecord } from './process-registry.ts';

type Shared = Pick<ProcessRecord, 'version' | 'publicUrl' | 'settings'>;

/** @throws ProcessRefusedError naming the first thing that one of the others has otherwise */
export function requireAlike({ version, publicUrl, settings = {} }: Shared, others: readonly Shared[]): void {
  const different = others.find((other) => other.version !== version);
  if (different !== undefined)
    throw new ProcessRefusedError(
      `Another process serves this platform with another version of the program (${different.version}; this one is ${version}). Stop all processes, then start each with the new version.`,
    );
  const elsewhere = others.find((other) => other.publicUrl !== publicUrl);
  if (elsewhere !== undefined)
    throw new ProcessRefusedError(
      `LANRAN_PUBLIC_URL is ${publicUrl}, but the other processes of this platform have ${elsewhere.publicUrl}. Set the same for all.`,
    );
  for (const other of others) {
    const names = Object.keys({ ...settings, ...other.settings });
    const setting = names.find((name) => settings[name] !== other.settings?.[name]);
    if (setting !== undefined)
      throw new ProcessRefusedError(
        `The other processes of this platform have another setting: ${setting}. Set the same for all; to change it, stop all of them first.`,
      );
  }
}
