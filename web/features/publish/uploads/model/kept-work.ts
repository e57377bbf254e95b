import type { PublicationReceipt, SignedPublication } from '@lanran/sdk/publishing/publishing';
import { type DraftContent, type DraftForm, NOTHING_STATED } from '../../editor/model/draft-form.ts';
import { forgetFiles } from './kept-files.ts';

/*
 * What this browser keeps of work under way, by draft: what was typed and not saved, which folder was chosen, what was signed and not answered
 * (of its files: kept-files.ts). Storage may be forbidden or full; then only a reload loses it.
 */

/** Typed and not saved yet, with what it was typed over. */
export interface KeptForm {
  readonly form: DraftForm;
  readonly base: DraftContent;
}

/** Fields that a form kept by an earlier release may lack. */
const SINCE = { noCommunityReason: '', agreement: null, rightsStatement: NOTHING_STATED };

export interface FormKeeper {
  /** Of an earlier visit. */
  readonly found: KeptForm | null;
  keep(kept: KeptForm): void;
  forget(): void;
}

/** One page's hold on what is kept: it forgets what it found or kept itself, never what another tab keeps there. */
export function formKeeper(draftId: string): FormKeeper {
  const name = `form.${draftId}`;
  let own = textOf(name);
  const found = read(name, (value) => {
    const { form, base } = value as Partial<KeptForm>;
    return form === undefined || base === undefined ? null : { form: { ...SINCE, ...form }, base };
  });
  return {
    found,
    keep: (kept) => {
      write(name, kept);
      own = textOf(name);
    },
    forget: () => {
      if (textOf(name) === own) remove(name);
    },
  };
}

/** The folder that is the asset itself: its name is in no path, and tells it from others that are chosen later. */
export function keepAssetFolder(draftId: string, name: string): void {
  write(`folder.${draftId}`, name);
}

export function readAssetFolder(draftId: string): string | null {
  return read(`folder.${draftId}`, (value) => (typeof value === 'string' ? value : null));
}

/** Signed: to be sent until the receipt is there, the same once. */
export function keepSigned(signed: SignedPublication): void {
  write(`signed.${signed.draftId}`, signed);
}

export function readSigned(draftId: string): SignedPublication | null {
  return read(`signed.${draftId}`, (value) => {
    const signed = value as Partial<SignedPublication>;
    const isWhole =
      signed.draftId === draftId && signed.statement !== undefined && signed.signature !== undefined;
    return isWhole ? (signed as SignedPublication) : null;
  });
}

export function forgetSigned(draftId: string): void {
  remove(`signed.${draftId}`);
}

export function keepReceipt(draftId: string, receipt: PublicationReceipt): void {
  write(`receipt.${draftId}`, receipt);
}

export function readReceipt(draftId: string): PublicationReceipt | null {
  return read(`receipt.${draftId}`, (value) => value as PublicationReceipt);
}

/** Once published or deleted. */
export function forgetWork(draftId: string): void {
  for (const name of ['form', 'folder', 'signed']) remove(`${name}.${draftId}`);
  void forgetFiles(draftId);
}

function read<T>(name: string, parse: (value: unknown) => T | null): T | null {
  try {
    const text = textOf(name);
    return text === null ? null : parse(JSON.parse(text));
  } catch {
    // Written by another version: as if it were not there.
    return null;
  }
}

function textOf(name: string): string | null {
  try {
    return localStorage.getItem(`lanran.${name}`);
  } catch {
    // Forbidden: as if it were not there.
    return null;
  }
}

function write(name: string, value: unknown): boolean {
  try {
    localStorage.setItem(`lanran.${name}`, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

function remove(name: string): void {
  try {
    localStorage.removeItem(`lanran.${name}`);
  } catch {
    // Forbidden: nothing was kept either.
  }
}
