import { defineText } from '../../../../lib/language/text.ts';

export const labelsText = defineText({
  en: {
    title: 'Your words',
    lead: 'What your community says of itself, and how what comes from it is to be treated. It stands beside every object of yours.',
    about: 'Who you are',
    aboutWhy: 'For visitors, museums and studios: in your own words.',
    inChinese: 'In Chinese',
    inEnglish: 'In English',
    peoples: 'Which people you are of',
    peoplesWhy:
      'When somebody publishes something of this people without naming a community, your council is shown it with the reason given. Until you choose here, the name of your community decides.',
    labels: 'Labels',
    labelsWhy:
      'A label says what is right with these things: “Only at funerals”, “Ask before you wear it”, “Name the village”. They bind as a request; what is forbidden you forbid by saying no.',
    noLabels:
      'No label yet. Each one will stand on the page of every object of your community, in the reader’s language.',
    addLabel: 'Add a label',
    label: 'Label {number, number}',
    nameChinese: 'Name in Chinese (label {number, number})',
    nameEnglish: 'Name in English (label {number, number})',
    textChinese: 'Text in Chinese (label {number, number})',
    textEnglish: 'Text in English (label {number, number})',
    code: 'Short sign (label {number, number})',
    codeHint: 'For example TK-A, as Local Contexts names its labels, or one of your own.',
    labelIncomplete:
      'Give a name and a text in at least one language, and a short sign of letters, digits and - that no other label has.',
    remove: 'Remove label {number, number}',
    incomplete: 'A label is not complete. It says what is missing.',
    save: 'Publish these words',
    saving: 'Publishing …',
    saved: 'They stand beside your objects now.',
    overtaken: 'Somebody else published other words meanwhile',
    overtakenWhy:
      'Publishing yours replaces theirs. To see theirs first, go back to what is shown now; copy what you want to keep.',
    reset: 'Back to what is shown now',
  },
  zh: {
    title: '社区寄语',
    lead: '贵社区如何介绍自己，以及希望人们如何对待出自这里的事物。它会显示在贵社区的每一件资产旁。',
    about: '你们是谁',
    aboutWhy: '写给访客、博物馆和制片方，用你们自己的话。',
    inChinese: '中文',
    inEnglish: '英文',
    peoples: '属于哪个民族',
    peoplesWhy:
      '如有人发布与该民族有关的资产而未注明社区，议事会会看到它以及所述理由。在您选择之前，以社区名称为准。',
    labels: '标签',
    labelsWhy:
      '标签说明应如何对待这些事物：“仅用于丧礼”“穿着前请先询问”“请注明村寨”。标签是请求；要禁止的，请以“不同意”来禁止。',
    noLabels: '尚无标签。每个标签都会以读者的语言显示在贵社区每件资产的页面上。',
    addLabel: '添加标签',
    label: '标签 {number}',
    nameChinese: '中文名称（标签 {number}）',
    nameEnglish: '英文名称（标签 {number}）',
    textChinese: '中文内容（标签 {number}）',
    textEnglish: '英文内容（标签 {number}）',
    code: '简写（标签 {number}）',
    codeHint: '例如 Local Contexts 的标签简写 TK-A，也可以自拟。',
    labelIncomplete: '请至少用一种语言填写名称和内容，并填写由字母、数字或 - 组成、不与其他标签重复的简写。',
    remove: '移除标签 {number}',
    incomplete: '有标签未填写完整，请看其中的说明。',
    save: '发布',
    saving: '正在发布……',
    saved: '已显示在贵社区的资产旁。',
    overtaken: '此期间已有他人发布了新的内容',
    overtakenWhy:
      '若发布您的内容，将取代对方的内容。如要先查看，请恢复为当前显示的内容，并先复制需要保留的文字。',
    reset: '恢复为当前显示的内容',
  },
});
