import { enumOf } from '../../platform/graphql/enum-of.ts';
import { COPY_FORMS, COPY_STATES, SIDECAR_REASONS } from '../domain/copy.ts';

export const CopyStateEnum = enumOf(
  COPY_STATES,
  'CopyState',
  'WAITING: it is made, or tried again, soon. FAILED: its licensee may have it tried again.',
);

export const CopyFormEnum = enumOf(
  COPY_FORMS,
  'CopyForm',
  'EMBEDDED: a copy of the file with the manifest in it. SIDECAR: the manifest alone, which names the original by its hash.',
);

export const SidecarReasonEnum = enumOf(
  SIDECAR_REASONS,
  'SidecarReason',
  'TYPE: copies are made of JPEG, PNG, WAV and MP4. TOO_LARGE: of up to 256 MiB. NOT_SIGNABLE: the signing library refused the file.',
);
