package androidx.annotation;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/**
 * Stands in for AndroidX's annotation where the classes are compiled without Gradle. Never packed into an archive: of
 * this retention, only its name stays in the class files, where Kotlin and Android Studio look for it.
 */
@Retention(RetentionPolicy.CLASS)
public @interface NonNull {}
