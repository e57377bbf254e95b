import { Field, InputType } from 'type-graphql';

@InputType()
export class CreateAccountInput {
  @Field(() => String, { description: '2 to 64 letters, digits or any of . _ @ -; kept in lower case.' })
  declare readonly name: string;

  @Field(() => String)
  declare readonly displayName: string;

  @Field(() => String)
  declare readonly address: string;

  @Field(() => String, { description: 'Web3 Secret Storage version 3, JSON of at most 4 KB.' })
  declare readonly keystore: string;

  @Field(() => String, {
    description: '32 bytes of hex that the client derives from name and passphrase; fetches the keystore.',
  })
  declare readonly retrieval: string;

  @Field(() => String, {
    description:
      'personal_sign by the address over `Lanran account`, `name: …`, `address: …` (lower case) and `keystore: …` (SHA-256, hex), a line each.',
  })
  declare readonly signature: string;
}

@InputType({ description: 'What is left out stays; a new keystore comes with its retrieval.' })
export class UpdateAccountInput {
  @Field(() => String, { nullable: true })
  declare readonly displayName?: string | null;

  @Field(() => String, { nullable: true })
  declare readonly keystore?: string | null;

  @Field(() => String, { nullable: true })
  declare readonly retrieval?: string | null;
}
