import { Field, InputType } from 'type-graphql';

@InputType({ description: 'A fresh signature for one act, by the key that is signed in.' })
export class SignedActInput {
  @Field(() => String, { description: 'Of `createNonce`; good for one act.' })
  declare readonly nonce: string;

  @Field(() => String, {
    description: 'EIP-191, over the text of the act (docs/formats.md, "Texts people sign").',
  })
  declare readonly signature: string;
}
