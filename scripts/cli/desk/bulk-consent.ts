import { outcomeDocument } from '@lanran/sdk/acts/relaying';
import {
  type ConsentedAsset,
  type ConsentPreview,
  type ConsentTemplate,
  consentToMany,
  MAX_CONSENTS_AN_ACT,
  type PreviewedConsent,
  previewConsent,
} from '@lanran/sdk/consent/bulk-consent';
import type { Selection } from '@lanran/sdk/consent/selections';
import { ArgumentError, RefusedError } from '@lanran/sdk/kernel/errors';
import type { Platform } from '@lanran/sdk/kernel/session';
import type { CommandContext, ConfirmationOption } from '../context.ts';
import type { CommandResult } from '../output.ts';

interface SelectionOptions extends ConfirmationOption {
  readonly dryRun?: boolean;
}

interface ConsentedSelection {
  readonly selection: Selection;
  readonly template: ConsentTemplate;
  readonly options: SelectionOptions;
}

/** A council consents to the assets of a selection that are its own; shows the table first. */
export async function consentToSelection(
  context: CommandContext,
  platform: Platform,
  { selection, template, options }: ConsentedSelection,
): Promise<CommandResult> {
  const preview = await previewConsent(platform, selection, template);
  for (const row of preview.rows) context.say(rowLine(row));
  for (const line of restLines(preview)) context.say(line);
  if (options.dryRun === true || dueCount(preview) === 0) return resultOf(preview.rows, preview, null);
  await confirm(context, options, preview);
  const { rows, root } = await consentToMany(platform, preview, {
    onProgress: (done, all) => context.showStatus?.(`${done} of ${all} acts done`),
  });
  return resultOf(rows, preview, root);
}

async function confirm(
  { ask, format }: CommandContext,
  { yes }: ConfirmationOption,
  preview: ConsentPreview,
): Promise<void> {
  if (yes === true || format === 'json') return;
  if (ask === null)
    throw new ArgumentError('--yes', 'Nothing was signed; add --yes to consent to what this table says.');
  const answer = await ask(`Consent to licenses of ${dueCount(preview)} assets? Type yes: `);
  if (answer.trim().toLowerCase() !== 'yes') throw new RefusedError('CANCELED', 'Nothing was signed.');
}

function dueCount({ rows }: ConsentPreview): number {
  return rows.filter(({ outcome }) => outcome === 'NEW' || outcome === 'REPLACES').length;
}

function restLines({ isWhole }: Pick<ConsentPreview, 'isWhole'>): string[] {
  return isWhole
    ? []
    : [`There is more: ${MAX_CONSENTS_AN_ACT} assets are consented to in one act. Run this again to go on.`];
}

const WORDS: Readonly<Record<PreviewedConsent['outcome'], string>> = {
  NEW: 'new',
  SAME: 'has just this consent',
  REPLACES: 'replaces its consent',
  REFUSED: 'refused:',
};

function rowLine({
  number,
  identifier,
  title,
  assetId,
  outcome,
  reasons,
  replaces,
}: PreviewedConsent): string {
  const why = reasons.map(({ code, en, zh }) => ` ${en} ${zh} (${code})`).join('');
  const ended = replaces == null ? '' : ` until ${replaces.lastDay}, ${replaces.shareBps / 100} %`;
  return `${number}  ${identifier ?? '–'}  ${title.en ?? title.zh ?? assetId}: ${WORDS[outcome]}${ended}${why}`;
}

function resultOf(
  rows: readonly (PreviewedConsent | ConsentedAsset)[],
  { isWhole }: ConsentPreview,
  root: string | null,
): CommandResult {
  const left = rows.filter((row) => row.outcome === 'REFUSED' || ('state' in row && row.state === 'WAITING'));
  const counts: Partial<Record<PreviewedConsent['outcome'], number>> = {};
  for (const { outcome } of rows) counts[outcome] = (counts[outcome] ?? 0) + 1;
  const { NEW = 0, REPLACES = 0, SAME = 0, REFUSED = 0 } = counts;
  return {
    json: { consents: rows.map(rowDocument), counts, isWhole, ...(root !== null && { root }) },
    lines: [
      ...rows.map(rowLine),
      `${NEW} new, ${REPLACES} in place of others, ${SAME} as they were, ${REFUSED} refused`,
      ...restLines({ isWhole }),
    ],
    exitCode: left.length > 0 ? 1 : 0,
  };
}

function rowDocument(row: PreviewedConsent | ConsentedAsset) {
  const { assetId, number, identifier, title, outcome, reasons } = row;
  const told = 'message' in row ? row.message : null;
  return {
    assetId,
    number,
    identifier,
    title,
    outcome,
    reason: reasons.length > 0 ? reasons.map(({ en }) => en).join(' ') : told,
    ...(reasons.length > 0 && { reasons }),
    ...('state' in row && row.state !== null && { state: row.state, ...outcomeDocument(row) }),
  };
}
