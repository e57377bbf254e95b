import { Field, InterfaceType } from 'type-graphql';
import { WindowNode } from './window-node.ts';

@InterfaceType('Terms', {
  implements: WindowNode,
  description: 'What an offer, a license or a consent to one use allows.',
})
export abstract class TermsNode extends WindowNode {
  @Field(() => Boolean)
  declare readonly exclusive: boolean;

  @Field(() => [String], { description: 'What may be done with the license.' })
  declare readonly rights: readonly string[];
}
