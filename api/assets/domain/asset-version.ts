import { fieldValue } from '@lanran/protocol/log/body';
import type { StatementHash } from '@lanran/protocol/kernel/ids';
import type { JsonValue } from '@lanran/protocol/kernel/json';
import { parseFilesField } from '@lanran/protocol/files/manifest';
import type { AnyKind, Statement, StatementKind } from '@lanran/protocol/log/statement';
import type { Asset, AssetMetadata } from './asset.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';

/** The kinds that make a version. */
export const VERSION_KINDS = ['published', 'revised'] as const satisfies readonly StatementKind[];

/** An immutable state of an asset. */
export interface AssetVersion extends Pick<Asset, 'version' | 'metadata' | 'filesField'> {
  /** Its statement as signed. */
  readonly statement: Statement;
  readonly statementHash: StatementHash;
  readonly kind: AnyKind;
  readonly publishedAt: Date;
}

/** Is it a statement of a version? */
export function isVersion({ statement }: Pick<LoggedStatement, 'statement'>): boolean {
  return VERSION_KINDS.some((kind) => kind === statement.kind);
}

/** What a published or revised statement says. Its body was built by `buildPublication` and is bound by the statement's hash. */
export function versionIn({ body, statement, statementHash }: LoggedStatement): AssetVersion {
  const read = (name: string) => fieldValue({ fields: body }, name);
  return {
    version: Number(read('version')),
    metadata: readMetadata(read),
    filesField: parseFilesField(read('files')),
    statement,
    statementHash,
    kind: statement.kind,
    publishedAt: new Date(statement.issuedAt * 1000),
  };
}

/** What stands for fields that every version has, once they were taken down. */
const WHEN_TAKEN_DOWN: Pick<AssetMetadata, 'title' | 'terms'> = {
  title: { en: 'Title taken down', zh: '名称已撤下' },
  terms: [],
};

const METADATA_FIELDS = [
  'kind',
  'access',
  'title',
  'description',
  'terms',
  'creditLine',
  'agreement',
  'rightsStatement',
  'identifier',
  'noCommunityReason',
  'synthetic',
] as const satisfies readonly (keyof AssetMetadata)[];

function readMetadata(read: (name: string) => JsonValue | undefined): AssetMetadata {
  const present = METADATA_FIELDS.map((name) => [name, read(name)] as const).filter(
    ([, value]) => value !== undefined,
  );
  return { ...WHEN_TAKEN_DOWN, ...Object.fromEntries(present) } as unknown as AssetMetadata;
}
