// 简体中文：别人页面里的元素得到的内容有什么问题。Never markup or style.

import { type problems as english } from '../en/embed-problems.ts';
import { msg, type Translation } from '../message.ts';

export const problems: Translation<typeof english> = {
  wasm_refused:
    "本页的内容安全策略（CSP）禁止 WebAssembly。需要在 script-src 中允许 'wasm-unsafe-eval'，并在 connect-src 中允许脚本所在的来源。",
  wasm_not_loaded: msg('内核未能加载：{why}'),
  unknown_scenario: msg('没有名为 “{name}” 的情景。可用的有：{known}。'),
  no_code_block: msg(
    'for="{wanted}" 没有对应的代码块：应填含有代码的元素的 id，或用 "previous" 表示本元素之前的那个代码块。',
  ),
  src_unreachable: msg('无法加载 {src}。可能文件不存在，也可能服务器不允许本页读取它（Access-Control-Allow-Origin）。'),
  src_status: msg('无法加载 {src}：服务器返回 {status}。'),
  src_type: msg('{src} 的类型是 {type}，不是跟踪文件，也不是会话文件。有些服务器在文件缺失时会对任何地址都返回网页。'),
  src_too_large: msg('{src} 超过了 {most, number} 字节。'),
  bad_step: msg('没有步骤 “{step}”：共有 {of, number} 个操作。步骤写作 12、12.3 或 L3。'),
  bad_select: msg('没有可以选中的 “{what}”。地址写作 0x100c0020，数组元素写作 usedpools[2] 或 arenas[0]。'),
  no_explorer: '元素不知道 pymalloc explorer 的页面在哪里：需要用 explorer 属性指明。',
  failed: msg('未能完成：{why}'),
};
