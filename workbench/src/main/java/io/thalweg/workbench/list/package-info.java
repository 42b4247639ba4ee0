/** The command {@code list}: names all estimators, laws, problems and models. */
@NullMarked
package io.thalweg.workbench.list;

import org.jspecify.annotations.NullMarked;
