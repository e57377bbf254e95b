import { Field, InputType } from 'type-graphql';

@InputType({
  description: "A call in a Safe's name without value, refund or delegation, with one owner's signature.",
})
export class ProposeSafeTransactionInput {
  @Field(() => String)
  declare readonly safe: string;

  @Field(() => String)
  declare readonly to: string;

  @Field(() => String)
  declare readonly data: string;

  @Field(() => String, { description: "The Safe's next nonce or one of the 20 after it, decimal text." })
  declare readonly nonce: string;

  @Field(() => String, {
    description: '65 bytes over the `SafeTx` hash: EIP-712 (v 27 or 28) or eth_sign (v 31 or 32).',
  })
  declare readonly signature: string;
}
