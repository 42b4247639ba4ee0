/** Laws, one file each, in their natural unconstrained parameters. */
package io.thalweg.distribution;
