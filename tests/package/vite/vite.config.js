// A build needs none of this. The development server puts dependencies into files of its own, away from what lies beside
// them; this one it has to leave where it is.

export default { optimizeDeps: { exclude: ['pymalloc-explorer'] } };
