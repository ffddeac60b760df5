package skan.sdk;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A static method that is a test, and what it shows in a sentence. */
@Retention(RetentionPolicy.RUNTIME)
@interface Case {
  String value();
}
