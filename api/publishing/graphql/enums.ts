import { IMPORT_STATES } from '../domain/draft-import.ts';
import { enumOf } from '../../platform/graphql/enum-of.ts';

export const ImportStateEnum = enumOf(
  IMPORT_STATES,
  'ImportState',
  'What an import does to the draft of an external identifier. PUBLISHED: it is an asset, and stays as it is.',
);
