/** Laws, one file each, in their natural unconstrained parameters. */
@NullMarked
package io.thalweg.distribution;

import org.jspecify.annotations.NullMarked;
