import { Field, ID, Int, ObjectType } from 'type-graphql';
import { toHex } from '@lanran/protocol/kernel/bytes';
import type { PreparedPublication } from '../services/publishing.ts';
import type { Published as Receipt } from '../services/statement-publisher.ts';
import { FileNode, toFileNode } from '../../assets/graphql/asset-node.ts';

@ObjectType('Publication', {
  description: 'What is to be signed. Check it against your own hashes before you sign.',
})
export class PublicationNode {
  @Field(() => ID)
  declare readonly draftId: string;

  @Field(() => String, { description: 'Salt of the EIP-712 domain {name: "Lanran", version: "1", salt}.' })
  declare readonly logId: string;

  @Field(() => String, { description: 'JSON: the statement (docs/formats.md).' })
  declare readonly statement: string;

  @Field(() => String, { description: 'JSON: `{fields}` with salts; its root is `statement.bodyHash`.' })
  declare readonly body: string;

  @Field(() => String, {
    description: 'JSON: entries of the file manifest; its root is in the field `files`.',
  })
  declare readonly manifest: string;

  @Field(() => String, { description: 'Opens `statement.assetId` with the organization’s id.' })
  declare readonly assetSalt: string;

  @Field(() => String, {
    nullable: true,
    description: 'Opens `statement.community`; null when there is none.',
  })
  declare readonly communitySalt: string | null;
}

export function toPublicationNode({ draft, logId, publication }: PreparedPublication): PublicationNode {
  return {
    draftId: draft.id,
    logId,
    statement: JSON.stringify(publication.statement),
    body: JSON.stringify({ fields: publication.body }),
    manifest: JSON.stringify(publication.manifest),
    assetSalt: draft.assetSalt,
    communitySalt: draft.content.community === null ? null : draft.communitySalt,
  };
}

@ObjectType({ description: 'The receipt of a publication. Keep it: it proves what the log promised.' })
export class Published {
  @Field(() => ID)
  declare readonly assetId: string;

  @Field(() => Int)
  declare readonly version: number;

  @Field(() => Int)
  declare readonly leafIndex: number;

  @Field(() => ID)
  declare readonly statementHash: string;

  @Field(() => String, { description: 'A signed checkpoint that covers the leaf (C2SP note).' })
  declare readonly checkpoint: string;

  @Field(() => [String], { description: 'Audit path of the leaf in that checkpoint, 32 bytes of hex each.' })
  declare readonly inclusionProof: readonly string[];

  @Field(() => [FileNode])
  declare readonly files: readonly FileNode[];
}

/** A receipt with its bytes as hex. */
export function toPublished(receipt: Receipt): Published {
  const { assetId, version, files } = receipt;
  return {
    ...receipt,
    inclusionProof: receipt.inclusionProof.map(toHex),
    files: files.map((file, index) => toFileNode({ id: assetId, version }, file, index)),
  };
}
