// What stands in the embed's tag stays an attribute. Vue would set a property where there is one of that name, and `step` is a
// method of the element, the attribute's property being `startStep`.

import { type UserConfig } from 'vitepress';

type Template = NonNullable<NonNullable<UserConfig['vue']>['template']>;
type NodeTransform = NonNullable<NonNullable<Template['compilerOptions']>['nodeTransforms']>[number];

/** Vue's own sign for an attribute, in scripts only: in pages it writes what stands there. */
export function attributesOf(tag: string): NodeTransform {
  return (node, { inSSR }) => {
    if (inSSR || !('props' in node) || node.tag !== tag) return;
    for (const prop of node.props) {
      // All but directives.
      if (!('modifiers' in prop) && !prop.name.startsWith('^')) prop.name = `^${prop.name}`;
    }
  };
}
