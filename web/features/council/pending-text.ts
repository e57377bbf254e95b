import { defineText } from '../../lib/text.ts';

/** What waits for signatures, said where the decision is asked for. */
export const pendingText = defineText({
  en: {
    yes: 'A yes to it is proposed',
    end: 'Ending the consent is proposed',
    collection: 'A yes to a whole collection is proposed',
    seat: 'Taking the seat is proposed',
    veto: 'Saying no to them is proposed',
    naming: 'Naming the next council is proposed',
    payout: 'Another place for the money is proposed',
    claim: 'Paying it out is proposed',
    share: 'Saying that this share arrived is proposed',
    missing:
      '{count, plural, one {It waits for one more signature.} other {It waits for # more signatures.}}',
    held: 'All signatures are there. It is done after what comes before it.',
    signed: 'You have signed it.',
    sign: 'Look at it and sign',
    see: 'See the signatures',
    mark: '{count, plural, =0 {A yes waits for its turn} one {A yes waits for 1 more signature} other {A yes waits for # more signatures}}',
    ofThese: '{count, plural, one {For one of them} other {For # of them}} a yes waits for signatures.',
    another: 'Propose a different yes all the same',
    anotherWhy:
      'Two proposals are done one after the other: the later one then counts. Better talk to who proposed the first.',
  },
  zh: {
    yes: '已有人提议同意',
    end: '已有人提议终止同意',
    collection: '已有人提议同意整个集合',
    seat: '已有人提议就任',
    veto: '已有人提议否决',
    naming: '已有人提议提名下一届议事会',
    payout: '已有人提议改付到别处',
    claim: '已有人提议领取',
    share: '已有人提议确认这笔份额到账',
    missing: '还需 {count} 人签名。',
    held: '签名已齐，排在前面的完成之后即生效。',
    signed: '您已签名。',
    sign: '查看并签名',
    see: '查看签名',
    mark: '{count, plural, =0 {已同意，等待前面的完成} other {已有人提议同意，还需 # 人签名}}',
    ofThese: '其中 {count} 件已有人提议同意，等待签名。',
    another: '仍要另提一项不同的同意',
    anotherWhy: '两项提议会先后生效，以后一项为准。最好先与前一项的提议人商量。',
  },
});
