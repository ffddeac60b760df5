package skan.sdk;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;

/** Runs the cases of the classes that are named. Exits with 1 if one fails, or if there is none. */
final class Suite {
  private static int passed;
  private static int failed;

  private Suite() {}

  public static void main(String[] classes) throws Exception {
    for (String name : classes) {
      Method[] methods = Class.forName("skan.sdk." + name).getDeclaredMethods();
      Arrays.sort(methods, Comparator.comparing(Method::getName));
      for (Method method : methods) {
        Case sentence = method.getAnnotation(Case.class);
        if (sentence != null) run(method, sentence.value());
      }
    }
    System.out.println(passed + " passed, " + failed + " failed");
    System.exit(failed == 0 && passed > 0 ? 0 : 1);
  }

  private static void run(Method method, String sentence) throws IllegalAccessException {
    try {
      method.setAccessible(true);
      method.invoke(null);
      ++passed;
      System.out.println("ok   " + sentence);
    } catch (InvocationTargetException e) {
      ++failed;
      System.out.println("FAIL " + sentence);
      e.getCause().printStackTrace(System.out);
    }
  }
}
