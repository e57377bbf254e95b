import { Field, ID, Int, ObjectType } from 'type-graphql';
import { toHex } from '@lanran/protocol/kernel/bytes';
import type { RecordedStatement as Recorded } from '../services/signed-statements.ts';

@ObjectType({ description: 'The receipt of a statement. Keep it: it proves what the log promised.' })
export class RecordedStatement {
  @Field(() => ID)
  declare readonly assetId: string;

  @Field(() => Int)
  declare readonly leafIndex: number;

  @Field(() => ID)
  declare readonly statementHash: string;

  @Field(() => String, { description: 'A signed checkpoint that covers the leaf (C2SP note).' })
  declare readonly checkpoint: string;

  @Field(() => [String], { description: 'Audit path of the leaf in that checkpoint, 32 bytes of hex each.' })
  declare readonly inclusionProof: readonly string[];
}

export function toRecordedStatement({ logged, checkpoint, inclusionProof }: Recorded): RecordedStatement {
  return {
    assetId: logged.statement.assetId,
    leafIndex: logged.index,
    statementHash: logged.statementHash,
    checkpoint,
    inclusionProof: inclusionProof.map(toHex),
  };
}
