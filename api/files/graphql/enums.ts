import { FILE_JOB_PROBLEMS, FILE_JOB_STATES } from '../domain/file-job.ts';
import {
  FACT_SECTIONS,
  FACT_UNITS,
  type FactName,
  INSPECTION_NOTICES,
  TECHNICAL_FACTS,
} from '../domain/technical-metadata.ts';
import { FILE_REFERENCE_STATES } from '../domain/file-reference.ts';
import { MISSING_PICTURE_REASONS } from '../domain/picture.ts';
import { enumOf } from '../../platform/graphql/enum-of.ts';

export const MissingPictureReasonEnum = enumOf(
  MISSING_PICTURE_REASONS,
  'MissingPictureReason',
  'NOT_YET: it is still being made. NOT_MADE: of files of this type none is. FAILED: it could not be made.',
);

export const FileJobStateEnum = enumOf(
  FILE_JOB_STATES,
  'FileJobState',
  'FAILED: it stays so until somebody retries it. UNAVAILABLE: the machine lacks something; it begins by itself once that is there.',
);

export const FileJobProblemEnum = enumOf(
  FILE_JOB_PROBLEMS,
  'FileJobProblem',
  'Why work on a file ended without success. FILE_DAMAGED: the stored original has other bytes than were published. UNDECODABLE: the platform’s programs can’t decode it, which says nothing of its bytes.',
);

export const FactSectionEnum = enumOf(
  FACT_SECTIONS,
  'FactSectionKind',
  'What facts are about. FRAME: of OpenEXR and DPX. BROADCAST: of Broadcast Wave. DOCUMENT: of PDF. CAPTURE: how it was made. PLACE: for the people of the asset alone.',
);

export const FactUnitEnum = enumOf(FACT_UNITS, 'FactUnit', 'How the values of a fact are to be read.');

export const FactNameEnum = enumOf(
  // The table's keys are these names.
  Object.keys(TECHNICAL_FACTS) as FactName[],
  'TechnicalFactName',
  'By IPTC, EXIF, XMP and PLUS, MediaInfo, OpenEXR, SMPTE ST 268 and EBU Tech 3285, and glTF.',
);

export const InspectionNoticeEnum = enumOf(
  INSPECTION_NOTICES,
  'InspectionNoticeCode',
  'ACTIVE_CONTENT: it has script or loads from elsewhere. INVALID: it breaks the rules of its format. NO_FACTS: no facts are read from its format. NOT_INSPECTED: something could not be found out. TOOL_MISSING: because this machine lacks a tool. UNDECODABLE: it can’t be decoded here, or only in part.',
);

export const FileReferenceStateEnum = enumOf(
  FILE_REFERENCE_STATES,
  'FileReferenceState',
  'MISSING: no file of the version is where it should be. OUTSIDE: a place that no version has, such as /mnt/show/light.usda.',
);
