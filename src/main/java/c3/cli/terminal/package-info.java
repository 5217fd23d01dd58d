/// What a person sees: results on stdout, everything else on stderr, progress, sizes and tables.
@org.jspecify.annotations.NullMarked
package c3.cli.terminal;
