import { defineText } from '../../../../lib/language/text.ts';

/** What was published of a people without asking one of its communities. */
export const unaskedText = defineText({
  en: {
    title: 'Published without asking you',
    lead: 'These name your people and no community. Beside each stands the reason that its holder signed. They can be sold without a community’s consent; an objection stops every new sale.',
    words:
      'They are found by the names of your people ({peoples}) in title, description and terms. Some may have nothing to do with you.',
    noPeople: 'Your community has not said which people it is of, so that nothing is found.',
    list: 'Published without asking a community',
    nothing: 'Nothing was published without asking you',
    nothingWhy:
      'Whoever publishes something that names your people names a community, or says why none is asked; then it appears here.',
    toPeoples: 'Change which people you are of',
    published: 'Published {moment}',
    noReason: 'No reason stands with it: it was published before one was asked for.',
    object: 'Raise an objection',
    disputed: 'You objected',
    toDispute: 'To your objection',
    count: '{count, plural, one {object was} other {objects were}} published without asking you',
    why: '{count, plural, one {It names} other {They name}} your people and no community. Read why, and object if it is wrong.',
    toList: 'Look at them',
  },
  zh: {
    title: '未征询您而发布的',
    lead: '这些资产提及您的民族，却未注明社区。持有机构签署的理由列在各件之旁。它们无需社区同意即可出售；提出异议可停止一切新的出售。',
    words: '根据标题、说明和术语中的民族名称（{peoples}）找出，其中可能有与您无关的。',
    noPeople: '贵社区尚未说明属于哪个民族，因此无从查找。',
    list: '未征询社区而发布的资产',
    nothing: '没有未征询您而发布的资产',
    nothingWhy: '发布提及您的民族的资产时，须注明社区，或说明为何不征询；后者会出现在这里。',
    toPeoples: '更改所属民族',
    published: '发布于 {moment}',
    noReason: '没有附上理由：它发布时尚未要求说明。',
    object: '提出异议',
    disputed: '您已提出异议',
    toDispute: '查看您的异议',
    count: '件资产未征询您而发布',
    why: '它们提及您的民族，却未注明社区。请阅读理由，如有不当可提出异议。',
    toList: '查看',
  },
});
