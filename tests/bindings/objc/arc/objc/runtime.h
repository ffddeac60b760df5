#pragma once

#include <objc/objc.h>
#include <stddef.h>

@class Protocol;
typedef struct objc_method *Method;
typedef struct objc_ivar *Ivar;
typedef struct objc_category *Category;
typedef struct objc_property *objc_property_t;
struct objc_method_description {
  SEL name;
  char *types;
};

extern "C" {
Class object_getClass(id object);
Class class_getSuperclass(Class kind);
const char *class_getName(Class kind);
BOOL class_isMetaClass(Class kind);
IMP class_getMethodImplementation(Class kind, SEL selector);
id objc_getClass(const char *name);
}
