// 简体中文：程序为何无法读取或无法继续，以及怎样写才可以。代码以值的形式填入，Python 在各种语言里都一样。

import { type program as english } from '../en/program.ts';
import { msg, type Translation } from '../message.ts';

export const program: Translation<typeof english> = {
  line: msg('第 {line, number} 行：{what}'),
  code: msg('`{code}`'),
  between: '、',
  problems: {
    grammar: msg('这不是 Python：按照语法，从这里起应当是别的内容。可以这样写：{accepted}。'),
    outside: msg('这个小语言里没有 `{text}`，此处可以写：{accepted}。'),
    arguments: msg('`{text}` 的参数不对，可以写：{accepted}。'),
    reserved: msg('`{name}` 已有固定含义，请换一个名字，例如 `{name}_`。'),
    tooLong: msg('这里太长了，最多 {most, number} 个字符。'),
    tooDeep: msg('这里嵌套太深，最多 {most, number} 层。'),
    numberTooLong: msg('这个数太长，最多 {most, number} 位。'),
    unbound: msg(
      '这里还没有叫 `{name}` 的东西：名字要先有所指才能使用，例如 `{name} = []` 或 `{name} = malloc(24)`。Python 会抛出 NameError。',
    ),
    blockAsObject: msg(
      '`{text}` 是 malloc 给出的一块原始内存，不是对象：可以释放它、改变它的大小、给它取名字。此处应为对象，例如 `[]`。',
    ),
    notABlock: msg(
      '`{text}` 不是块：此处只能用 malloc、calloc 或 realloc 返回的内存。对象在最后一个引用消失时自行释放，例如执行 `del x` 之后。',
    ),
    freed: msg('`{text}` 在第 {line, number} 行已经归还，此处应为尚未归还的块。CPython 不做检查，它的堆会因此损坏。'),
    notANumber: msg(
      '`{text}` 在这里不是整数：可以用数字、代表数的名字和 `len(blocks)`，以及运算符 `+`、`-`、`*`、`//`、`%` 和 `**`。',
    ),
    badSize: msg('这里不能是 {value}，可以是 0 到 {most, number}。'),
    badValue: msg('不能写 `{text}`，可以写的例如：{accepted}。'),
    zeroDivision: '这里除以了 0，请改用其他数。Python 会抛出 ZeroDivisionError。',
    index: msg(
      '没有 `{text}`：列表里{n, plural, =0 {一个块也没有} other {有 # 个块，下标从 0 开始}}。Python 会抛出 IndexError。',
    ),
    wrongKind: msg('类型为 {kind} 的对象不能这样用：`{text}`。可以写：{accepted}。'),
    noneInside: 'None 可以取代名字所指的对象，例如 `x = None`；此处应为其他对象。',
    tooManyItems: msg('元素太多，最多 {most, number} 个。'),
    tooManyOperations: msg('程序的操作总数会超过 {most, number}，因此停在这里。请改用小一些的数。'),
    tooManySteps: msg(
      '程序已经执行了 {most, number} 条语句（循环里的语句每执行一次都计数），因此停在这里。只分配同样大小的块的循环只算一条。',
    ),
    stopped: '程序在这里被停止。',
  },
};
