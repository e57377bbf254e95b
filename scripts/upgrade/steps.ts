import type { StoredDocuments } from '@lanran/api/compose-stores';

/** One change of an upgrade. It may be run again after it was cut off anywhere. */
export interface UpgradeStep {
  /** In `upgrade.json`, so never renamed. */
  readonly name: string;
  /** What people read while it runs. */
  readonly does: string;
  run(
    documents: Pick<
      StoredDocuments,
      'dropIndexes' | 'removeFields' | 'addFields' | 'find' | 'put' | 'remove'
    >,
    onProgress: (done: number, all: number) => void,
  ): Promise<void>;
}

/** Indexes of data format 1 that no store of data format 2 asks for. */
const dropFormerIndexes: UpgradeStep = {
  name: 'drop-former-indexes',
  does: 'drop indexes that are no longer used',
  run: (documents) => documents.dropIndexes('assets', ['grams_1']),
};

/** The search index has had the words since; here a take-down had to erase them too. */
const removeSearchWords: UpgradeStep = {
  name: 'remove-search-words',
  does: 'remove words from assets that the search index has',
  run: (documents, onProgress) => documents.removeFields('assets', ['searchText', 'grams'], onProgress),
};

const completeRequests: UpgradeStep = {
  name: 'complete-requests',
  does: 'add to requests what their records lack',
  run: async (documents, onProgress) => {
    await documents.addFields('deskRequests', { callId: null, files: [] }, onProgress);
    await documents.addFields('deskRequestEntries', { files: [] }, onProgress);
  },
};

const FORMER_CURSORS = ['', '.2', '.3', '.4'].map((version) => `log-projection${version}`);

/** Read models of before `log-projection.4` are filled from the log again, by the start. */
const nameReadModels: UpgradeStep = {
  name: 'name-read-models',
  does: 'record how far the log was read',
  run: async (documents) => {
    const former = await documents.find('cursors', 'log-projection.4');
    if (former !== null && (await documents.find('cursors', 'read-models')) === null)
      await documents.put('cursors', { ...former, _id: 'read-models' });
    await documents.remove('cursors', [...FORMER_CURSORS, 'draft-files-moved']);
  },
};

/** By the data format that they lead to, in their order. */
export const UPGRADES: readonly { readonly format: number; readonly steps: readonly UpgradeStep[] }[] = [
  { format: 2, steps: [dropFormerIndexes, removeSearchWords, completeRequests, nameReadModels] },
];

/** Those that a directory of a format lacks. */
export function stepsAfter(format: number): UpgradeStep[] {
  return UPGRADES.filter((upgrade) => upgrade.format > format).flatMap(({ steps }) => steps);
}
