import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { formatFileId } from '../../assets/domain/file-id.ts';
import { connectionType } from '../../platform/graphql/connection.ts';
import { type Copy, copyPath, type CopyForm, type CopyState, type SidecarReason } from '../domain/copy.ts';
import { CopyFormEnum, CopyStateEnum, SidecarReasonEnum } from './enums.ts';

@ObjectType('LicenseCopy', {
  description:
    'A copy that carries its origin (C2PA), of a file that a license opens, or the sidecar in its place.',
})
export class CopyNode {
  @Field(() => ID, { description: 'Of the original, as /files/ knows it.' })
  declare readonly fileId: string;

  @Field(() => String, { description: 'Of the original.' })
  declare readonly path: string;

  @Field(() => String, { description: 'SHA-256 of the original, lower-case hex.' })
  declare readonly originalSha256: string;

  @Field(() => CopyStateEnum)
  declare readonly state: CopyState;

  @Field(() => CopyFormEnum, { nullable: true, description: 'Null before it is made.' })
  declare readonly form: CopyForm | null;

  @Field(() => SidecarReasonEnum, { nullable: true, description: 'Why it is a sidecar; null for a copy.' })
  declare readonly sidecarReason: SidecarReason | null;

  @Field(() => String, {
    nullable: true,
    description:
      'In English: the library’s word on a file that it does not sign, or why the last attempt failed.',
  })
  declare readonly detail: string | null;

  @Field(() => String, { nullable: true, description: 'What to call it, beside the original.' })
  declare readonly copyPath: string | null;

  @Field(() => String, { nullable: true, description: 'A whole number of bytes.' })
  declare readonly bytes: string | null;

  @Field(() => String, { nullable: true, description: 'Of the copy or sidecar, lower-case hex.' })
  declare readonly sha256: string | null;

  @Field(() => Boolean, {
    description: 'Are PLUS and IPTC rights in the copy? If not, save `xmpUrl` beside it.',
  })
  declare readonly hasXmp: boolean;

  @Field(() => GraphQLISODateTime, { nullable: true })
  declare readonly madeAt: Date | null;

  @Field(() => String, { description: 'A path of the platform: GET it with a session or a delivery token.' })
  declare readonly url: string;

  @Field(() => String, { description: 'The rights as XMP, to be saved beside the file.' })
  declare readonly xmpUrl: string;
}

@ObjectType('LicenseCopyCount')
export class CopyCountNode {
  @Field(() => CopyStateEnum)
  declare readonly state: CopyState;

  @Field(() => Int)
  declare readonly count: number;
}

export function toCopyNode(copy: Copy): CopyNode {
  const { licenseId, assetId, version, index, path, sha256, state, made, failure } = copy;
  const fileId = formatFileId({ assetId, version, index });
  const url = `/copies/${licenseId}/${fileId}`;
  return {
    fileId,
    path,
    originalSha256: sha256,
    state,
    form: made?.form ?? null,
    sidecarReason: made?.reason ?? null,
    detail: made?.detail ?? failure,
    copyPath: made === null ? null : copyPath(path, made.form),
    bytes: made?.bytes.toString() ?? null,
    sha256: made?.sha256 ?? null,
    hasXmp: made?.hasXmp ?? false,
    madeAt: made?.at ?? null,
    url,
    xmpUrl: `${url}.xmp`,
  };
}

export const CopyConnection = connectionType(CopyNode, 'LicenseCopy');
